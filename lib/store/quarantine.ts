import { join } from "node:path";
import type { Rejected } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { AtomicWriter } from "./atomic.ts";
import { withLock } from "./lease.ts";
import { Serial } from "./serial.ts";
import { infoOf, INTERNAL } from "./volume.ts";

/** How many different rows are kept; the ones not seen for longest go first. */
const MAX_ROWS = 1000;
/** How much of a row's raw value is kept, characters: enough to see what is wrong with it. */
const MAX_RAW = 4000;

/** A row that failed its check, and how often it came. */
export interface QuarantinedRow extends Rejected {
  /** How many times it came. */
  readonly count: number;
  /** ISO 8601 UTC. */
  readonly first_seen: string;
  /** ISO 8601 UTC. */
  readonly last_seen: string;
  /** The run that met it last. */
  readonly run_id: string;
}

/**
 * Rows that failed their check, in `.quarterhour/quarantine/rows.jsonl`. A provider sends the same bad row run
 * after run: it stands here once, with a count, and the file stays small.
 */
export class Quarantine {
  readonly #path: string;
  readonly #lockPath: string;
  readonly #writer: AtomicWriter;
  readonly #now: () => number;
  readonly #logger: Logger;
  readonly #serial = new Serial();
  /** Least recently seen first. */
  #rows = new Map<string, QuarantinedRow>();
  #version = "";

  private constructor(dir: string, writer: AtomicWriter, now: () => number, logger: Logger) {
    this.#path = join(dir, INTERNAL, "quarantine", "rows.jsonl");
    this.#lockPath = join(dir, INTERNAL, "quarantine", "lock");
    this.#writer = writer;
    this.#now = now;
    this.#logger = logger;
  }

  /** Reads what is there; a line that is torn is skipped and logged. */
  static async open(
    dir: string,
    writer: AtomicWriter,
    now: () => number,
    logger: Logger,
  ): Promise<Quarantine> {
    const quarantine = new Quarantine(dir, writer, now, logger);
    await quarantine.refresh();
    return quarantine;
  }

  /** How many different rows there are. */
  count(): number {
    return this.#rows.size;
  }

  /** The rows seen last, the latest first. */
  recent(limit: number): readonly QuarantinedRow[] {
    return [...this.#rows.values()].reverse().slice(0, limit);
  }

  /**
   * Adds rows, or counts them where they are known.
   * @throws {StoreError}
   */
  async append(rejected: readonly Rejected[], runId: string): Promise<void> {
    if (rejected.length === 0) return;
    await this.#serial.run(() =>
      withLock(this.#lockPath, async () => {
        await this.#catchUp();
        const rows = new Map(this.#rows);
        for (const row of rejected) add(rows, row, runId, new Date(this.#now()).toISOString());
        for (const key of rows.keys().take(Math.max(0, rows.size - MAX_ROWS))) rows.delete(key);
        const text = rows.values().map((row) => `${JSON.stringify(row)}\n`).toArray().join("");
        const info = await this.#writer.write(this.#path, new TextEncoder().encode(text), "rows.jsonl");
        this.#rows = rows;
        this.#version = versionOf(info);
      })
    );
  }

  /** Reads what another process wrote. */
  refresh(): Promise<void> {
    return this.#serial.run(() => this.#catchUp());
  }

  async #catchUp(): Promise<void> {
    const info = await infoOf(this.#path);
    const version = info === null ? "" : versionOf(info);
    if (version === this.#version) return;
    const text = info === null ? "" : await Deno.readTextFile(this.#path);
    const rows = new Map<string, QuarantinedRow>();
    let skipped = 0;
    for (const line of text.split("\n").filter((line) => line !== "")) {
      const row = read(line);
      if (row === null) skipped++;
      else rows.set(keyOf(row), row);
    }
    if (skipped > 0) {
      this.#logger.warning("Lines of the quarantine skipped", { file: this.#path, lines: skipped });
    }
    this.#rows = rows;
    this.#version = version;
  }
}

function versionOf(info: Deno.FileInfo): string {
  return `${info.ino} ${info.size} ${info.mtime?.getTime()}`;
}

function add(rows: Map<string, QuarantinedRow>, rejected: Rejected, runId: string, at: string): void {
  const { dataset, symbol, reason } = rejected;
  const raw = rejected.raw.length > MAX_RAW ? `${rejected.raw.slice(0, MAX_RAW)}…` : rejected.raw;
  const key = keyOf({ dataset, symbol, reason, raw });
  const known = rows.get(key);
  // Deleted first, so that it goes to the end.
  rows.delete(key);
  rows.set(key, {
    dataset,
    symbol,
    reason,
    raw,
    count: (known?.count ?? 0) + 1,
    first_seen: known?.first_seen ?? at,
    last_seen: at,
    run_id: runId,
  });
}

function keyOf({ dataset, symbol, reason, raw }: Rejected): string {
  return JSON.stringify([dataset, symbol, reason, raw]);
}

function read(line: string): QuarantinedRow | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Counted and logged by the caller.
    return null;
  }
  return isRow(value) ? value : null;
}

function isRow(value: unknown): value is QuarantinedRow {
  if (typeof value !== "object" || value === null) return false;
  const row: Partial<Record<keyof QuarantinedRow, unknown>> = value;
  const texts = [row.dataset, row.symbol, row.reason, row.raw, row.first_seen, row.last_seen, row.run_id];
  return texts.every((text) => typeof text === "string") && typeof row.count === "number";
}
