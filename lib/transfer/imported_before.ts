import { createHash } from "node:crypto";
import type { Store } from "@/lib/store/store.ts";

/** Name of the state file. */
const STATE = "imports";
/** Files remembered, the latest; of one that is forgotten only more is compared. */
const MOST = 2_000;

/** What a file was imported as: another symbol makes other bars of the same bytes. */
export interface ImportedAs {
  readonly bytes: Uint8Array;
  readonly symbol?: string | undefined;
  readonly dates?: string | undefined;
  readonly timezone?: string | undefined;
}

/** Tells two imports apart by what is in the file, not by its name. */
export function fingerprintOf({ bytes, symbol = "", dates = "", timezone = "" }: ImportedAs): string {
  const hash = createHash("sha256").update([symbol.toUpperCase(), dates, timezone].join("\n")).update("\n");
  return hash.update(bytes).digest("hex");
}

/** The files that were imported before, by fingerprint. */
export function importedBefore(store: Store): Set<string> {
  const saved = store.readState(STATE);
  return new Set(Array.isArray(saved) ? saved.filter((each) => typeof each === "string") : []);
}

/** Remembers files that were imported. */
export async function rememberImports(store: Store, fingerprints: readonly string[]): Promise<void> {
  const known = importedBefore(store);
  // Deleted first, so that they come last.
  for (const fingerprint of fingerprints) {
    known.delete(fingerprint);
    known.add(fingerprint);
  }
  await store.writeState(STATE, [...known].slice(-MOST));
}
