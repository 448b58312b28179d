import type { Logger } from "@/lib/telemetry/logger.ts";
import { type Archived, archiveMonth } from "./archive.ts";
import type { Contents } from "./contents.ts";
import { hasStanding, monthsDue } from "./months.ts";
import type { Pruned } from "./prune.ts";
import { type HasTime, Retention, type RetentionOptions } from "./retention.ts";
import { type Room, roomOf, roomWords } from "./room.ts";
import type { StateFiles } from "./state.ts";
import { sizeText } from "./size_text.ts";
import { messageOf } from "./store_error.ts";
import { sizeOfRecords } from "./volume.ts";

/** Under which name is kept what the next run is to note. */
const NOTE_STATE = "upkeep_note";
/** Down to this share of the limit the oldest goes, so that it need not go again after every run. */
const PRUNED_SHARE = 0.95;
/** How long a run may be held up to make room for it, milliseconds. */
const MAKE_ROOM_MS = 5_000;

/** How the volume is kept, for pages and metrics. All counts since the process started. */
export interface UpkeepStatus {
  /** Epoch milliseconds of the last upkeep, `null` before the first. */
  readonly lastAt: number | null;
  readonly retention: RetentionOptions;
  /** Files that were put together into archives, and the archives written. */
  readonly archivedFiles: number;
  readonly archives: number;
  /** Files that were pruned, rows that went with that, and bytes that became free. */
  readonly prunedFiles: number;
  readonly prunedRows: number;
  readonly prunedBytes: number;
  /** What went last, the latest last. */
  readonly pruned: readonly Pruned[];
  /** Steps that failed. */
  readonly failures: number;
  /** Runs that were not begun because the volume was full. */
  readonly refusals: number;
  /** What is wrong now, in a sentence; empty when nothing is. */
  readonly warning: string;
}

/** What {@linkcode Upkeep} needs. */
export interface UpkeepOptions {
  readonly contents: Contents;
  readonly state: StateFiles;
  readonly retention: RetentionOptions;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Pruned files kept for the page. */
const SHOWN = 20;

/**
 * Keeps the volume for years: puts closed months together, lets go of what is old, and sees that it never fills. Who
 * has the lease asks for it, between runs.
 */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #retention: Retention;
  #status: UpkeepStatus;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    this.#retention = new Retention(options.contents);
    this.#status = {
      lastAt: null,
      retention: options.retention,
      archivedFiles: 0,
      archives: 0,
      prunedFiles: 0,
      prunedRows: 0,
      prunedBytes: 0,
      pruned: [],
      failures: 0,
      refusals: 0,
      warning: "",
    };
  }

  get status(): UpkeepStatus {
    return this.#status;
  }

  /**
   * Whether there is room for a run; makes some where there is little.
   * @returns why the run is not to begin, in a sentence; `null` when it may
   */
  async admit(): Promise<string | null> {
    let room = await this.#room();
    if (room === null) return null;
    // Where all that may go is not enough for a run, nothing is won by letting it go.
    const canHelp = room.freeBytes + this.#retention.mostFreed(this.#options.now()) >= room.neededBytes;
    if (room.freeBytes < room.wantedBytes && canHelp) {
      const deadline = performance.now() + MAKE_ROOM_MS;
      await this.#free(room.wantedBytes - room.freeBytes, () => performance.now() < deadline);
      room = await this.#room() ?? room;
    }
    const little = roomWords(room);
    this.#warn(little?.detail ?? "");
    if (little?.state !== "full") return null;
    this.#status = { ...this.#status, refusals: this.#status.refusals + 1 };
    return little.detail;
  }

  /**
   * Does what is due: closed months are archived, the oldest first, then what is too old or too much goes. Never
   * throws: what fails is logged, counted, and tried again the next time.
   * @param hasTime is asked between two steps; a step is a month of one dataset
   * @returns whether anything was done
   */
  async run(hasTime: HasTime): Promise<boolean> {
    const { contents, retention, now, logger } = this.#options;
    const before = this.#status;
    await this.#step("Archiving", async () => {
      for (const month of monthsDue(contents.holdings, now())) {
        if (!hasTime()) break;
        if (!hasStanding(contents.holdings, month)) await this.#archive(month);
      }
    });
    await this.#step(
      "Pruning by age",
      async () =>
        this.#note(await this.#retention.pruneByAge(retention.days, now(), hasTime), "older than is kept"),
    );
    await this.#step("Pruning by size", async () => {
      const used = contents.bytes + (await sizeOfRecords(contents.dir)).bytes;
      if (used <= retention.bytes) return;
      await this.#free(used - retention.bytes * PRUNED_SHARE, hasTime);
      const left = contents.bytes + (await sizeOfRecords(contents.dir)).bytes;
      if (left > retention.bytes && hasTime()) {
        logger.warning("Volume is over its limit", { bytes: left, limit: retention.bytes });
      }
    });
    this.#status = { ...this.#status, lastAt: now() };
    const isDone = before.archives !== this.#status.archives ||
      before.prunedFiles !== this.#status.prunedFiles;
    if (isDone) {
      await this.#step(
        "Describing the files",
        () =>
          contents.exclusively(() =>
            contents.descriptions.write(contents.datasets, contents.holdings.catalog)
          ),
      );
    }
    return isDone;
  }

  /** What the next run is to note of what was done since the last; asked for once. */
  async takeNote(): Promise<string> {
    const note = this.#options.state.read(NOTE_STATE);
    if (typeof note !== "string" || note === "") return "";
    await this.#step("Taking the note", () => this.#options.state.write(NOTE_STATE, ""));
    return note;
  }

  async #archive(month: Parameters<typeof archiveMonth>[1]): Promise<void> {
    const { contents, logger } = this.#options;
    const bytes = month.files.reduce((sum, file) => sum + file.bytes, 0);
    const room = await this.#room();
    // The archive is written beside its files.
    if (room !== null && room.freeBytes < 2 * bytes + room.neededBytes) {
      logger.warning("Month not archived", {
        ...month,
        files: month.files.length,
        reason: "no room to write it",
      });
      return;
    }
    const archived: Archived | null = await archiveMonth(contents, month);
    if (archived === null) return;
    logger.info("Month archived", { ...archived });
    const { archives, archivedFiles } = this.#status;
    this.#status = { ...this.#status, archives: archives + 1, archivedFiles: archivedFiles + archived.files };
  }

  async #free(bytes: number, hasTime: HasTime): Promise<void> {
    const { now } = this.#options;
    await this.#step(
      "Making room",
      async () => this.#note(await this.#retention.free(bytes, now(), hasTime), "the volume was full"),
    );
  }

  async #note(pruned: readonly Pruned[], why: string): Promise<void> {
    if (pruned.length === 0) return;
    const { logger, state } = this.#options;
    for (const each of pruned) logger.warning("Old rows pruned", { ...each, why });
    const bytes = pruned.reduce((sum, each) => sum + each.bytes, 0);
    const { prunedFiles, prunedRows, prunedBytes } = this.#status;
    this.#status = {
      ...this.#status,
      prunedFiles: prunedFiles + pruned.length,
      prunedRows: prunedRows + pruned.reduce((sum, { rows }) => sum + rows, 0),
      prunedBytes: prunedBytes + bytes,
      pruned: [...this.#status.pruned, ...pruned].slice(-SHOWN),
    };
    const files = pruned.length === 1 ? pruned[0]?.path : `${pruned.length} files from ${pruned[0]?.path} on`;
    await state.write(NOTE_STATE, `pruned ${files}, ${sizeText(bytes)}: ${why}`);
  }

  async #room(): Promise<Room | null> {
    try {
      return await roomOf(this.#options.contents);
    } catch (error) {
      // Who cannot measure must not stand in the way of who can write.
      this.#options.logger.warning("Room on the volume not known", { reason: messageOf(error) });
      return null;
    }
  }

  async #step(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#status = { ...this.#status, failures: this.#status.failures + 1 };
      this.#options.logger.error(`${what} failed`, { error });
    }
  }

  #warn(warning: string): void {
    if (warning !== "" && warning !== this.#status.warning) this.#options.logger.warning(warning);
    this.#status = { ...this.#status, warning };
  }
}
