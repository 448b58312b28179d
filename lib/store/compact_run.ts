import { RUN_COLUMNS, type RunRecord } from "./run_record.ts";

/** Stands for the run's own stamp; no file's name has it. */
const OWN_STAMP = "/";
/** Length of `YYYYMMDD_HHMMSS`, with which a run's id begins. */
const STAMP_LENGTH = 15;

/** Texts of many records: each is kept once, and none holds on to the file that it was cut from. */
export class Texts {
  readonly #known = new Map<string, string>();
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #bytes = new Uint8Array(1_024);

  /** The one text of all that are equal. */
  once(text: string): string {
    let kept = this.#known.get(text);
    if (kept === undefined) {
      kept = this.copy(text);
      this.#known.set(kept, kept);
    }
    return kept;
  }

  /** The same text in memory of its own. */
  copy(text: string): string {
    // A character takes three bytes at most. To make a new array for each would take longer than all the rest.
    if (text.length * 3 > this.#bytes.length) this.#bytes = new Uint8Array(text.length * 3);
    return this.#decoder.decode(this.#bytes.subarray(0, this.#encoder.encodeInto(text, this.#bytes).written));
  }
}

/**
 * A record in less than half of the memory: a year has 35,040, and each names a file of every dataset. Most of the names
 * have the run's own stamp, without which few of the texts differ. They are put together when somebody asks: that one
 * property is not the object's own, so that a record is to be copied by `toJSON`, not spread.
 */
export class CompactRun implements RunRecord {
  readonly run_id: string;
  readonly slot: string;
  readonly attempt: number;
  readonly trigger: RunRecord["trigger"];
  readonly status: RunRecord["status"];
  readonly started_at: string;
  readonly finished_at: string;
  readonly duration_ms: number;
  readonly calls: number;
  readonly rows: number;
  readonly quarantined: number;
  readonly errors: number;
  readonly note: string;
  readonly #files: string;

  constructor(record: RunRecord, texts: Texts) {
    const { run_id, slot, started_at, finished_at, files } = record;
    const words = texts.copy(run_id + slot + started_at + finished_at);
    let end = 0;
    const next = ({ length }: string) => words.slice(end, end += length);
    this.run_id = next(run_id);
    this.slot = next(slot);
    this.attempt = record.attempt;
    this.trigger = record.trigger;
    this.status = record.status;
    this.started_at = next(started_at);
    this.finished_at = next(finished_at);
    this.duration_ms = record.duration_ms;
    this.calls = record.calls;
    this.rows = record.rows;
    this.quarantined = record.quarantined;
    this.errors = record.errors;
    this.note = texts.once(record.note);
    this.#files = texts.once(files.replaceAll(run_id.slice(0, STAMP_LENGTH), OWN_STAMP));
  }

  /** Whether the names of its files come back as they were: of what is no record of ours they might not. */
  static canHold({ run_id, files }: RunRecord): boolean {
    return run_id.length >= STAMP_LENGTH && !files.includes(OWN_STAMP);
  }

  get files(): string {
    return this.#files.replaceAll(OWN_STAMP, this.run_id.slice(0, STAMP_LENGTH));
  }

  /** A plain record, in the order of the columns. */
  toJSON(): RunRecord {
    return Object.fromEntries(RUN_COLUMNS.map((column) => [column, this[column]])) as unknown as RunRecord;
  }
}
