import type { Store } from "@/lib/store/store.ts";

/** A file with a name of ours that cannot be read. */
export interface DamagedView {
  readonly path: string;
  /** What is wrong with it, without a full stop. */
  readonly reason: string;
}

/** Files of the volume that are left as they are. */
export interface LeftAloneView {
  /** Not of this program, by their names. */
  readonly foreign: readonly string[];
  readonly damaged: readonly DamagedView[];
}

/** Gathers the files that are left as they are, by name. */
export function leftAlone(store: Pick<Store, "foreign" | "damaged">): LeftAloneView {
  const damaged = store.damaged().map(({ path, reason }) => ({ path, reason }));
  return { foreign: store.foreign(), damaged: damaged.sort((a, b) => a.path < b.path ? -1 : 1) };
}
