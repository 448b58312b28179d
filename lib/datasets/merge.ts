import type { Row } from "./dataset.ts";

/** `later` with what it leaves empty taken from `earlier`: an empty cell says nothing, it does not take back. */
export function mergeRows(earlier: Row | undefined, later: Row): Row {
  if (earlier === undefined) return later;
  return Object.fromEntries(
    Object.entries(later).map(([name, cell]) => [name, cell ?? earlier[name] ?? null]),
  );
}
