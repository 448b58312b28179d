import type { ComponentChildren } from "preact";
import { formatCompact, formatPercent, formatPrice, formatShare } from "@/lib/market/format.ts";
import { keyFigures } from "@/lib/services/key_figures.ts";
import type { Known } from "@/lib/services/services.ts";
import { Panel } from "./Panel.tsx";

const FORMATS = {
  price: formatPrice,
  percent: formatPercent,
  share: formatShare,
  amount: formatCompact,
  millions: (value: number | null) => formatCompact(value === null ? null : value * 1e6),
  ratio: formatPrice,
} as const;

/** What the provider's metrics say of a stock, the figures people read. */
export function KeyFigures({ known, symbol, verdict }: {
  known: Known;
  symbol: string;
  /** Badge for the panel's title. */
  verdict?: ComponentChildren;
}) {
  const figures = keyFigures(known, symbol);
  return (
    <Panel
      id="figures"
      title="Key figures"
      aside={
        <>
          {verdict} <a href={`/data/company_metrics?symbol=${encodeURIComponent(symbol)}`}>All metrics</a>
        </>
      }
    >
      <dl class="figures">
        {figures.map(({ label, value, text, format }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text ?? FORMATS[format](value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
