import * as v from "valibot";
import type { Store } from "./store.ts";

/** Name of the state file. */
const STATE = "imports";
/** Files remembered, the latest. */
const MOST = 2_000;
/** Imports of one file remembered. */
const MOST_TIMES = 20;

const entry = v.object({
  fingerprint: v.string(),
  source: v.string(),
  at: v.array(v.string()),
  through: v.record(v.string(), v.string()),
});

/** A price file that was imported. */
export interface ImportedFile {
  /** Tells it from others by what is in it. */
  readonly fingerprint: string;
  /** Source of its rows: `import:<file>`. */
  readonly source: string;
  /** When it was imported, each time: `fetched_at` of its rows, ISO 8601 UTC. */
  readonly at: readonly string[];
  /** Date of its last bar of each symbol, `YYYY-MM-DD`: it knows nothing that came later. */
  readonly through: Readonly<Record<string, string>>;
}

type State = Pick<Store, "readState" | "writeState">;

/** The files that were imported, the latest last. Of those that an earlier version remembered only the fingerprint is known. */
export function importedFiles(store: Pick<State, "readState">): ImportedFile[] {
  const saved = store.readState(STATE);
  return (Array.isArray(saved) ? saved : []).flatMap((each) => {
    if (typeof each === "string") return [{ fingerprint: each, source: "", at: [], through: {} }];
    const parsed = v.safeParse(entry, each);
    return parsed.success ? [parsed.output] : [];
  });
}

/** Remembers files that were imported. */
export async function rememberImports(store: State, files: readonly ImportedFile[]): Promise<void> {
  const known = new Map(importedFiles(store).map((file) => [file.fingerprint, file]));
  for (const file of files) {
    const before = known.get(file.fingerprint);
    // Deleted first, so that it comes last.
    known.delete(file.fingerprint);
    known.set(file.fingerprint, { ...file, at: [...before?.at ?? [], ...file.at].slice(-MOST_TIMES) });
  }
  await store.writeState(STATE, [...known.values()].slice(-MOST));
}
