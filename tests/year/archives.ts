import { dataFiles, keyText, type TextFile, type TextRow } from "./volume.ts";

/** What the loose files of a month say: of each dataset and key, every row in order, as text. */
type Sayings = Map<string, string[]>;

/** Lays archives beside the loose files that they took the place of. */
export class ArchiveWatch {
  readonly #dir: string;
  #before: { readonly month: string; readonly sayings: Sayings; readonly pruned: number } | null = null;
  /** Months that were archived and compared. */
  months = 0;
  /** Archives that were compared, and rows in them, earlier versions included. */
  archives = 0;
  rows = 0;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Looks at the volume: before the month's files are put together and after.
   * @param slot in the first days of the month after it, epoch milliseconds
   * @param pruned paths of the files that rows were pruned from since the beginning: of those nothing is expected
   * @returns what is not as it was
   */
  async look(slot: number, pruned: readonly string[]): Promise<string[]> {
    const over = new Date(slot - 5 * 86_400_000);
    const month = over.toISOString().slice(0, 7).replace("-", "");
    const files = await dataFiles(this.#dir, (_, stamp) => stamp.startsWith(month));
    const before = this.#before;
    if (before?.month !== month) {
      const archived = files.filter(({ kind }) => kind !== "loose");
      this.#before = { month, sayings: sayingsOf(files), pruned: pruned.length };
      return archived.map(({ path }) => `${path} is there before its month is over`);
    }
    this.#before = null;
    this.months++;
    const since = pruned.slice(before.pruned);
    const isPruned = (dataset: string) => since.some((path) => path.includes(`${dataset}_${month}`));
    return this.#compare(before.sayings, files, isPruned);
  }

  #compare(
    before: Sayings,
    files: readonly TextFile[],
    isPruned: (dataset: string) => boolean,
  ): string[] {
    const problems: string[] = [];
    const after = sayingsOf(files);
    const main = sayingsOf(files.filter(({ kind }) => kind !== "versions"));
    this.archives += files.filter(({ kind }) => kind === "archive").length;
    this.rows += files.filter(({ kind }) => kind !== "loose").reduce((sum, { rows }) => sum + rows.length, 0);
    for (const [key, rows] of before) {
      if (isPruned(key.slice(0, key.indexOf(" ")))) continue;
      if (main.get(key)?.at(-1) !== rows.at(-1)) problems.push(`${key}: the archive has another last row`);
      const kept = new Set(after.get(key));
      if (!rows.every((row) => kept.has(row))) problems.push(`${key}: an earlier version is gone`);
    }
    for (const key of after.keys()) if (!before.has(key)) problems.push(`${key}: the archive made it up`);
    const loose = files.filter(({ kind }) => kind === "loose");
    const archived = new Set(files.filter(({ kind }) => kind === "archive").map(({ dataset }) => dataset));
    for (const { path, dataset } of loose) {
      if (archived.has(dataset)) problems.push(`${path} is still there, though its month is archived`);
    }
    return problems;
  }
}

function sayingsOf(files: readonly TextFile[]): Sayings {
  const sayings: Sayings = new Map();
  for (const { dataset, rows } of files) {
    for (const row of rows) {
      const key = `${dataset} ${keyText(dataset, row)}`;
      const said = sayings.get(key);
      if (said === undefined) sayings.set(key, [textOf(row)]);
      else said.push(textOf(row));
    }
  }
  return sayings;
}

function textOf(row: TextRow): string {
  return JSON.stringify(Object.values(row));
}
