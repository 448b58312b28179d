import { join } from "node:path";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { CompactRun, Texts } from "./compact_run.ts";
import { withLock } from "./lease.ts";
import { lineOf, recordOf, RUN_COLUMNS, type RunRecord } from "./run_record.ts";
import { Presence } from "./presence.ts";
import { Serial } from "./serial.ts";
import { openOrCreate, share } from "./sharing.ts";
import { StoreError, unlessRefused } from "./store_error.ts";
import { infoOf, INTERNAL, RUNS } from "./volume.ts";

export type { RunRecord } from "./run_record.ts";

const HEADER = `${RUN_COLUMNS.join(",")}\n`;
/** More than one write ever holds. */
const MAX_TORN_BYTES = 1 << 20;
/** Records kept for when the volume takes writes again: two days of slots. */
const MAX_OWED = 192;
/**
 * The record of runs, `runs.csv`: one line a run, appended and synced. A line never holds a line feed, so a
 * write cut short by a crash is known by the line feed it lacks; the next start or append sets it aside.
 */
export class RunLog {
  readonly #path: string;
  readonly #lockPath: string;
  readonly #asidePath: string;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #serial = new Serial();
  readonly #presence: Presence;
  readonly #texts = new Texts();
  #records: readonly RunRecord[] = [];
  /** What the volume did not take yet. */
  #owed: readonly RunRecord[] = [];
  #all: readonly RunRecord[] = [];
  /** Up to where the file was read, bytes, and which file that was. */
  #read = { bytes: 0, ino: 0 as number | null };

  private constructor(dir: string, now: () => number, logger: Logger, presence: Presence) {
    this.#presence = presence;
    this.#path = join(dir, RUNS);
    this.#lockPath = join(dir, INTERNAL, "runs.lock");
    this.#asidePath = join(dir, INTERNAL, "runs_torn.txt");
    this.#now = now;
    this.#logger = logger;
  }

  /**
   * Reads the record, after repairing it where needed and possible.
   * @param isWritable whether the volume took writes just now
   */
  static async open(
    dir: string,
    now: () => number,
    logger: Logger,
    presence: Presence = new Presence(dir),
    isWritable = true,
  ): Promise<RunLog> {
    const log = new RunLog(dir, now, logger, presence);
    try {
      // A line that is torn is not read; the next append sets it aside, where that is not possible now.
      const repair = () => withLock(log.#lockPath, () => log.#repair());
      const refusal = isWritable ? await unlessRefused(`repair "${RUNS}"`, repair) : null;
      if (refusal !== null) logger.warning("Run record not looked over", { reason: refusal.message });
      await log.#catchUp();
    } catch (error) {
      throw StoreError.from(`open "${RUNS}"`, error);
    }
    return log;
  }

  /** All records, in the order they were written; what the volume did not take yet comes last. */
  all(): readonly RunRecord[] {
    return this.#all;
  }

  /** The record written last, as plain data: pages pass it on to the browser. */
  last(): RunRecord | undefined {
    const last = this.#all.at(-1);
    return last instanceof CompactRun ? last.toJSON() : last;
  }

  /** How many records wait for the volume to take them. */
  get owed(): number {
    return this.#owed.length;
  }

  /** Record of a run. */
  byId(runId: string): RunRecord | undefined {
    return this.#all.findLast((record) => record.run_id === runId);
  }

  /**
   * Number of the last attempt at a slot; 0 when there was none.
   * @param slot ISO 8601 UTC, as in the records
   */
  lastAttempt(slot: string): number {
    // Asked once a run; a table of all slots would take longer to make at each start than years of this.
    return this.#all.reduce((last, run) => run.slot === slot ? Math.max(last, run.attempt) : last, 0);
  }

  /**
   * Appends one record or several, after those that wait, and waits until they are on the medium.
   * @throws {StoreError} the file is as before then
   */
  async append(records: RunRecord | readonly RunRecord[]): Promise<void> {
    try {
      await this.#serial.run(async () => {
        const owed = this.#owed;
        const lines = [...owed, records].flat().map(lineOf).join("");
        if (lines === "") return;
        await withLock(this.#lockPath, async () => {
          await this.#repair();
          await this.#write(new TextEncoder().encode(lines));
          this.#owed = this.#owed.slice(owed.length);
          await this.#catchUp();
        });
      });
    } catch (error) {
      throw StoreError.from(`write "${RUNS}"`, error);
    }
  }

  /** Keeps a record that the volume did not take: it counts from now on, and is written with the next one or alone. */
  owe(record: RunRecord): void {
    this.#owed = [...this.#owed, record].slice(-MAX_OWED);
    this.#all = [...this.#records, ...this.#owed];
  }

  /**
   * Writes what waits.
   * @throws {StoreError} it still waits then
   */
  settle(): Promise<void> {
    return this.append([]);
  }

  /**
   * Reads what another process appended.
   * @returns whether there was something
   */
  refresh(): Promise<boolean> {
    return this.#serial.run(() => this.#catchUp());
  }

  async #catchUp(): Promise<boolean> {
    const info = await infoOf(this.#path);
    if (info === null || !info.isFile) {
      await this.#presence.require();
      return this.#forget();
    }
    const grown = info.ino === this.#read.ino && info.size >= this.#read.bytes && this.#read.bytes > 0;
    if (!grown) await this.#presence.require();
    if (grown && info.size === this.#read.bytes) return false;
    const bytes = await readFrom(this.#path, grown ? this.#read.bytes : 0);
    // What has no line feed yet is being written.
    const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
    const text = new TextDecoder().decode(whole);
    if (!grown) {
      this.#forget();
      // Another program's file: the next append sets it aside.
      if (!text.startsWith(HEADER)) return false;
    }
    this.#read = { bytes: (grown ? this.#read.bytes : 0) + whole.length, ino: info.ino };
    const added = this.#parse(grown ? text : text.slice(HEADER.length));
    this.#records = [...this.#records, ...added];
    this.#all = [...this.#records, ...this.#owed];
    return added.length > 0;
  }

  #forget(): boolean {
    const hadRecords = this.#records.length > 0;
    this.#records = [];
    this.#all = this.#owed;
    this.#read = { bytes: 0, ino: null };
    return hadRecords;
  }

  #parse(text: string): RunRecord[] {
    return text.split("\n").filter((line) => line !== "").flatMap((line) => {
      const record = recordOf(line);
      if (record === null) this.#logger.warning("Line of the run record skipped", { file: RUNS, line });
      if (record === null) return [];
      return CompactRun.canHold(record) ? new CompactRun(record, this.#texts) : record;
    });
  }

  /** Sets aside what is not a whole line, or not our file at all. Needs the lock. */
  async #repair(): Promise<void> {
    const info = await infoOf(this.#path);
    if (info === null || info.size === 0) return;
    if (!info.isFile) {
      throw new StoreError(`Cannot use "${RUNS}": it is no file but a link or a folder`, "damaged");
    }
    const start = new TextDecoder().decode(await readFrom(this.#path, 0, HEADER.length));
    if (!HEADER.startsWith(start)) return await this.#setAside();
    const from = Math.max(0, info.size - MAX_TORN_BYTES);
    const end = await readFrom(this.#path, from);
    const whole = end.lastIndexOf(10) + 1;
    if (whole === end.length) return;
    const torn = new TextDecoder().decode(end.subarray(whole));
    await Deno.writeTextFile(this.#asidePath, `${torn}\n`, { append: true });
    await share(this.#asidePath);
    await Deno.truncate(this.#path, from + whole);
    this.#logger.warning("Torn line of the run record set aside", { file: RUNS, line: torn });
  }

  /** Makes room for our own record. */
  async #setAside(): Promise<void> {
    const aside = `${this.#path}.${this.#now()}.aside`;
    await Deno.rename(this.#path, aside);
    this.#logger.warning("Run record set aside", { file: RUNS, aside, reason: "its header is not ours" });
  }

  async #write(lines: Uint8Array): Promise<void> {
    const file = await openOrCreate(this.#path, { append: true });
    try {
      const { size } = await file.stat();
      const bytes = size > 0 ? lines : concat(new TextEncoder().encode(HEADER), lines);
      try {
        for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
        await file.syncData();
      } catch (error) {
        await file.truncate(size);
        throw error;
      }
    } finally {
      file.close();
    }
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

async function readFrom(path: string, offset: number, limit = Infinity): Promise<Uint8Array> {
  const file = await Deno.open(path, { read: true });
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(limit, Math.max(0, size - offset)));
    await file.seek(offset, Deno.SeekMode.Start);
    let done = 0;
    while (done < bytes.length) {
      const count = await file.read(bytes.subarray(done));
      if (count === null) break;
      done += count;
    }
    return bytes.subarray(0, done);
  } finally {
    file.close();
  }
}
