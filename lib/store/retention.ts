import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { CatalogFile } from "./catalog.ts";
import type { Contents } from "./contents.ts";
import { isFine, isFineDataset, isImported } from "./fine.ts";
import { type Pruned, pruneFile } from "./prune.ts";
import type { FileRecord } from "./records.ts";
import { lastStampOf, orderOf, timeOfStamp } from "./stamp.ts";

const DAY_MS = 86_400_000;

/** What may go, beside what is finer than a day, when there is no room: a provider would not give it again either. */
const BULKY: ReadonlySet<DatasetName> = new Set(["company_news", "market_news", "social_sentiment"]);

/** How much is kept. */
export interface RetentionOptions {
  /** Days for which what is finer than a day is kept: quotes, quarter-hour bars. */
  readonly days: number;
  /** Bytes that the volume may hold. */
  readonly bytes: number;
}

/** Whether there is still time to go on. */
export type HasTime = () => boolean;

/** Lets go of what is old. */
export class Retention {
  readonly #contents: Contents;
  /** Files in which nothing was to go, as they were then, and the day: by the next, more may be superseded. */
  readonly #done = new Map<string, string>();

  constructor(contents: Contents) {
    this.#contents = contents;
  }

  /**
   * Takes what is finer than a day out of archives of months that are wholly older than so many days. What was
   * imported, daily bars and states stay.
   */
  async pruneByAge(days: number, now: number, hasTime: HasTime): Promise<Pruned[]> {
    const isOld = ({ dataset, stamp, archived }: CatalogFile) =>
      archived && isFineDataset(dataset) && timeOfStamp(lastStampOf(stamp)) < now - days * DAY_MS;
    const pruned: Pruned[] = [];
    for (const file of this.#candidates().filter(isOld)) {
      if (!hasTime()) break;
      // What a day's bar was in the course of its day is finer than a day, too.
      const goes = this.#isVersions(file)
        ? (record: FileRecord) => !isImported(record)
        : (record: FileRecord) => isFine(file.dataset, record);
      const result = await this.#prune(file, "age", now, goes);
      if (result !== null) pruned.push(result);
    }
    return pruned;
  }

  /**
   * Lets go of so many bytes, if there are as many that may go: archives first, the oldest first, then files of days
   * that are over. States, daily bars and what was imported stay, in their last version.
   */
  async free(bytes: number, now: number, hasTime: HasTime): Promise<Pruned[]> {
    const pruned: Pruned[] = [];
    let left = bytes;
    for (const file of this.#thatMayGo(now)) {
      if (left <= 0 || !hasTime()) break;
      const result = await this.#prune(file, "size", now, this.#goesForRoom(file));
      if (result === null) continue;
      pruned.push(result);
      left -= result.bytes;
    }
    return pruned;
  }

  /** How many bytes could go at most: of files that have something that may. */
  mostFreed(now: number): number {
    const hasSome = (file: CatalogFile) =>
      this.#isVersions(file) || BULKY.has(file.dataset) || isFineDataset(file.dataset);
    return this.#thatMayGo(now).filter(hasSome).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #thatMayGo(now: number): CatalogFile[] {
    const isOver = ({ stamp, archived }: CatalogFile) => archived || timeOfStamp(stamp) < now - DAY_MS;
    return this.#candidates().filter(isOver);
  }

  /** Archives by month, each month's versions first; then the other files. */
  #candidates(): CatalogFile[] {
    const { catalog } = this.#contents.holdings;
    const place = (file: CatalogFile) => orderOf(file.stamp) - (this.#isVersions(file) ? 1 : 0);
    return [...catalog.versions(), ...catalog.files()].sort((a, b) =>
      Number(b.archived) - Number(a.archived) || place(a) - place(b)
    );
  }

  #goesForRoom(file: CatalogFile): (record: FileRecord) => boolean {
    const { dataset, stamp } = file;
    if (this.#isVersions(file)) return () => true;
    if (BULKY.has(dataset)) return () => true;
    const ledger = this.#contents.holdings.ledger(dataset);
    return (record) => isFine(dataset, record) || ledger.isHidden(record.key, orderOf(stamp));
  }

  async #prune(
    file: CatalogFile,
    why: string,
    now: number,
    goes: (record: FileRecord) => boolean,
  ): Promise<Pruned | null> {
    const { path, sha256 } = file;
    const seen = `${sha256} ${Math.floor(now / DAY_MS)}`;
    if (this.#done.get(`${why} ${path}`) === seen) return null;
    const result = await pruneFile(this.#contents, path, goes);
    if (result === null) this.#done.set(`${why} ${path}`, seen);
    return result;
  }

  #isVersions({ path }: CatalogFile): boolean {
    return this.#contents.holdings.catalog.get(path) === undefined;
  }
}
