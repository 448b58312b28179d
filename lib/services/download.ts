import { HttpError } from "fresh";
import { addressAt } from "@/lib/market/address.ts";
import { withoutEmpty } from "./table_view.ts";

/** Forms of a download. */
export const DOWNLOADS = ["csv", "json", "parquet"] as const;

/**
 * Where the form of a download leads: to the export, or to the rows as JSON. What was left empty is left out: the API
 * takes no empty parameters. `null` where an address does not come from that form.
 * @throws {HttpError} 400 for a form that there is not
 */
export function downloadAddress(
  name: string,
  query: URLSearchParams,
  past: string | undefined,
): string | null {
  const wanted = query.get("download");
  if (wanted === null) return null;
  const format = DOWNLOADS.find((each) => each === wanted);
  if (format === undefined) {
    throw new HttpError(
      400,
      `Cannot download "${wanted.slice(0, 40)}": expected one of ${DOWNLOADS.join(", ")}`,
    );
  }
  const given = withoutEmpty(query);
  const kept = new URLSearchParams();
  for (const field of ["symbol", "from", "to"]) {
    const value = given.get(field);
    if (value !== null) kept.set(field, value);
  }
  if (format === "json") {
    kept.set("limit", "100000");
    return addressAt(`/api/datasets/${name}?${kept}`, past);
  }
  return addressAt(
    `/api/export?${new URLSearchParams([["dataset", name], ["format", format], ...kept])}`,
    past,
  );
}
