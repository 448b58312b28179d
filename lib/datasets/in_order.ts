import type { Row } from "./dataset.ts";

/**
 * The last rows to arrive, at most so many, by their `as_of`. Mostly they arrive in that order; one accepted from
 * quarantine, or fetched late, does not.
 */
export function newestInOrder(rows: readonly Row[], most: number): readonly Row[] {
  const tail = rows.length <= most ? rows : rows.slice(-most);
  return isInOrder(tail) ? tail : tail.toSorted((a, b) => asOf(a) < asOf(b) ? -1 : asOf(a) > asOf(b) ? 1 : 0);
}

function isInOrder(rows: readonly Row[]): boolean {
  let latest = "";
  for (const row of rows) {
    const time = asOf(row);
    if (time < latest) return false;
    latest = time;
  }
  return true;
}

function asOf({ as_of }: Row): string {
  return typeof as_of === "string" ? as_of : "";
}
