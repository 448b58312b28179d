import type { Dataset } from "@/lib/datasets/dataset.ts";
import { addressAt } from "@/lib/market/address.ts";
import { counted } from "@/lib/market/format.ts";

/** The dataset, or a symbol's part of it, as a file at one click; and where it comes from. */
export function DatasetActions({ dataset, total, files, symbol, past }: {
  dataset: Dataset;
  /** Rows chosen. */
  total: number;
  files: number;
  /** Empty for all. */
  symbol: string;
  past: string | undefined;
}) {
  const { name, endpoints, substitute, after = [] } = dataset;
  const suffix = symbol === "" ? "" : `?symbol=${encodeURIComponent(symbol)}`;
  const to = (address: string) => addressAt(address, past);
  return (
    <p class="actions">
      <a class="button" href={to(`/api/datasets/${name}.csv${suffix}`)} download>Download CSV</a>{" "}
      <a class="button" href={to(`/api/datasets/${name}${suffix}`)}>JSON</a>{" "}
      <a
        class="button"
        href={to(`/api/export?dataset=${name}&format=parquet${suffix.replace("?", "&")}`)}
        download
      >
        Parquet
      </a>{" "}
      {symbol !== "" && <a class="button" href={to(`/data/${name}`)}>All symbols</a>}{" "}
      <span class="soft small">
        {counted(total, "row")} in {counted(files, "file")} ·{" "}
        {endpoints.length > 0 ? "asked of" : "derived from"}{" "}
        {(endpoints.length > 0 ? endpoints : after).map((origin, i) => (
          <>
            {i > 0 && ", "}
            <code>{origin}</code>
          </>
        ))}
        {substitute && ` · where refused: ${substitute}`}
      </span>
    </p>
  );
}
