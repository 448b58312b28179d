import { join } from "node:path";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { AtomicWriter } from "./atomic.ts";
import { Descriptions } from "./descriptions.ts";
import type { FileName } from "./file_name.ts";
import { type Change, Holdings } from "./holdings.ts";
import { withLock } from "./lease.ts";
import { list, stateOf } from "./listing.ts";
import { Presence } from "./presence.ts";
import { Serial } from "./serial.ts";
import { infoOf, INTERNAL } from "./volume.ts";

/** Looks taken at a folder in which files come and go. */
const MOST_LOOKS = 5;

/** What the volume contains, as it was last looked at, and who is told when that changes. */
export class Contents {
  readonly dir: string;
  readonly datasets: readonly Dataset[];
  readonly writer: AtomicWriter;
  readonly logger: Logger;
  readonly holdings: Holdings;
  readonly descriptions: Descriptions;
  readonly presence: Presence;
  readonly #serial = new Serial();
  readonly #listeners = new Set<(change: Change) => void>();
  #foreign: { readonly paths: readonly string[]; readonly bytes: number } = { paths: [], bytes: 0 };

  constructor(
    dir: string,
    datasets: readonly Dataset[],
    writer: AtomicWriter,
    logger: Logger,
    presence: Presence = new Presence(dir),
  ) {
    this.dir = dir;
    this.datasets = datasets;
    this.writer = writer;
    this.logger = logger;
    this.holdings = new Holdings(dir, datasets, logger);
    this.descriptions = new Descriptions(dir, writer, logger);
    this.presence = presence;
  }

  /** Files that are not ours, and their bytes. */
  get foreign(): { readonly paths: readonly string[]; readonly bytes: number } {
    return this.#foreign;
  }

  /** Bytes of all data files, foreign and damaged ones among them. */
  get bytes(): number {
    const { catalog, damaged } = this.holdings;
    return catalog.bytes + this.#foreign.bytes + damaged.values().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Path of a file. */
  pathOf({ path }: { readonly path: string }): string {
    return join(this.dir, path);
  }

  /** Does work while nothing else of this process reads or changes the files. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#serial.run(work);
  }

  /**
   * The same while no other process changes them either. Not to be asked for within itself.
   * @throws {StoreError} `busy` when another process does not get done
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.exclusively(() => withLock(join(this.dir, INTERNAL, "commit.lock"), work));
  }

  /** Reads everything for the first time; nobody is told of it. */
  async open(): Promise<void> {
    const said = await this.descriptions.readCatalog();
    await this.exclusively(() => this.#look((listing) => this.holdings.follow(listing, false, said)));
    this.descriptions.compare(said, this.holdings.catalog);
  }

  /**
   * Takes over what became of the files. Within {@linkcode Contents.exclusively}.
   * @returns what is another truth now
   * @throws {StoreError} when the folder cannot be listed, or is not the volume: what is held stays
   */
  look(): Promise<readonly Change[]> {
    return this.#look((listing) => this.holdings.follow(listing));
  }

  /** Takes over what became of one file. Within {@linkcode Contents.exclusively}. */
  async lookAt(name: FileName): Promise<void> {
    const info = await infoOf(this.pathOf(name));
    await this.presence.require();
    this.tell(await this.holdings.followFile(name, info?.isFile ? stateOf(info) : null));
  }

  /**
   * Calls a listener after each change of the truth.
   * @returns ends that
   */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners. */
  tell(changes: readonly Change[]): readonly Change[] {
    for (const change of changes) {
      for (const listener of this.#listeners) {
        try {
          listener(change);
        } catch (error) {
          // The commit stands, whatever a listener makes of it.
          this.logger.error("Listener failed", { dataset: change.dataset, file: change.path, error });
        }
      }
    }
    return changes;
  }

  async #look(
    follow: (listing: Awaited<ReturnType<typeof list>>) => Promise<readonly Change[]>,
  ): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (let look = 1;; look++) {
      const listing = await list(this.dir, this.datasets);
      // What is missing in another folder was not deleted.
      await this.presence.require();
      this.#foreign = { paths: listing.foreign, bytes: listing.foreignBytes };
      for (const change of await follow(listing)) changes.push(change);
      // A file that went between list and look may stand in the archive now.
      if (this.holdings.missed === 0 || look === MOST_LOOKS) break;
    }
    return this.tell(changes);
  }
}
