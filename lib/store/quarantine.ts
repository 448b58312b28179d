import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Rejected } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { AtomicWriter } from "./atomic.ts";
import { withLock } from "./lease.ts";
import { Presence } from "./presence.ts";
import { Serial } from "./serial.ts";
import { infoOf, INTERNAL } from "./volume.ts";

/** How many different rows wait for review; the ones not seen for longest go first. */
const MAX_OPEN = 4000;
/** How many are remembered after that, so that a decision is not asked for twice. */
const MAX_RESOLVED = 500;
/** How much of a row's raw value is kept, characters: enough to see what is wrong with it. */
const MAX_RAW = 2000;

/** What became of a row: it is a row of its dataset now, or it was none. */
export type Resolution = "accepted" | "dropped";

/** A row that failed its check or is not believed, and how often it came. */
export interface QuarantinedRow extends Rejected {
  /** Twelve hexadecimal digits, the same for the same dataset, symbol, reason (or kind) and value. */
  readonly id: string;
  /** How many times it came. */
  readonly count: number;
  /** ISO 8601 UTC. */
  readonly first_seen: string;
  /** ISO 8601 UTC. */
  readonly last_seen: string;
  /** The run that met it last. */
  readonly run_id: string;
  /** Absent while it waits for review. */
  readonly resolution?: Resolution;
  /** When that was decided, ISO 8601 UTC. */
  readonly resolved_at?: string;
  /** Who or what decided, in words. */
  readonly note?: string;
}

/**
 * Rows kept aside, in `.quarterhour/quarantine/rows.jsonl`. A provider sends the same bad row run after run: it stands
 * here once, with a count, and the file stays small. What was decided about a row is remembered: a dropped one that
 * comes again stays dropped.
 */
export class Quarantine {
  readonly #path: string;
  readonly #lockPath: string;
  readonly #writer: AtomicWriter;
  readonly #now: () => number;
  readonly #logger: Logger;
  readonly #serial = new Serial();
  readonly #presence: Presence;
  /** Least recently seen first. */
  #rows = new Map<string, QuarantinedRow>();
  #open: readonly QuarantinedRow[] | null = null;
  #version = "";

  private constructor(
    dir: string,
    writer: AtomicWriter,
    now: () => number,
    logger: Logger,
    presence: Presence,
  ) {
    this.#presence = presence;
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
    presence: Presence = new Presence(dir),
  ): Promise<Quarantine> {
    const quarantine = new Quarantine(dir, writer, now, logger, presence);
    await quarantine.refresh();
    return quarantine;
  }

  /** How many different rows wait for review. */
  count(): number {
    return this.open().length;
  }

  /** The rows that wait for review, least recently seen first. */
  open(): readonly QuarantinedRow[] {
    return this.#open ??= this.#rows.values().filter(isOpen).toArray();
  }

  /** The rows that wait for review and were seen last, the latest first. */
  recent(limit: number): readonly QuarantinedRow[] {
    return this.open().slice(-limit).reverse();
  }

  /** All rows that are remembered, those decided about too; least recently seen first. */
  all(): readonly QuarantinedRow[] {
    return [...this.#rows.values()];
  }

  /** A row by its id, decided about or not. */
  get(id: string): QuarantinedRow | undefined {
    return this.#rows.get(id);
  }

  /**
   * Adds rows, or counts them where they are known.
   * @throws {StoreError}
   */
  async append(rejected: readonly Rejected[], runId: string): Promise<void> {
    if (rejected.length === 0) return;
    const at = new Date(this.#now()).toISOString();
    await this.#change((rows) => rejected.forEach((row) => add(rows, row, runId, at)));
  }

  /**
   * Decides about rows. Those that are decided about already, or unknown, stay as they are.
   * @param note who or what decided, in words
   * @throws {StoreError}
   */
  async resolve(ids: readonly string[], resolution: Resolution, note = ""): Promise<void> {
    if (ids.length === 0) return;
    const resolved_at = new Date(this.#now()).toISOString();
    await this.#change((rows) => {
      for (const id of ids) {
        const row = rows.get(id);
        if (row === undefined || !isOpen(row)) continue;
        rows.delete(id);
        rows.set(id, { ...row, resolution, resolved_at, note });
      }
    });
  }

  async #change(change: (rows: Map<string, QuarantinedRow>) => void): Promise<void> {
    await this.#serial.run(() =>
      withLock(this.#lockPath, async () => {
        await this.#catchUp();
        const rows = new Map(this.#rows);
        change(rows);
        bound(rows);
        const text = rows.values().map((row) => `${JSON.stringify(row)}\n`).toArray().join("");
        const info = await this.#writer.write(this.#path, new TextEncoder().encode(text), "rows.jsonl");
        this.#hold(rows, versionOf(info));
      })
    );
  }

  #hold(rows: Map<string, QuarantinedRow>, version: string): void {
    this.#rows = rows;
    this.#open = null;
    this.#version = version;
  }

  /** Reads what another process wrote. */
  refresh(): Promise<void> {
    return this.#serial.run(() => this.#catchUp());
  }

  async #catchUp(): Promise<void> {
    const info = await infoOf(this.#path);
    const version = info === null ? "" : versionOf(info);
    if (version === this.#version) return;
    await this.#presence.require();
    const text = info === null ? "" : await Deno.readTextFile(this.#path);
    const rows = new Map<string, QuarantinedRow>();
    let skipped = 0;
    for (const line of text.split("\n").filter((line) => line !== "")) {
      const row = read(line);
      if (row === null) skipped++;
      else rows.set(row.id, row);
    }
    if (skipped > 0) {
      this.#logger.warning("Lines of the quarantine skipped", { file: this.#path, lines: skipped });
    }
    this.#hold(rows, version);
  }
}

function versionOf(info: Deno.FileInfo): string {
  return `${info.ino} ${info.size} ${info.mtime?.getTime()}`;
}

function isOpen({ resolution }: QuarantinedRow): boolean {
  return resolution === undefined;
}

/** A split is decided about once and for all, however much comes after it. */
function isKept({ kind }: QuarantinedRow): boolean {
  return kind === "split";
}

function bound(rows: Map<string, QuarantinedRow>): void {
  for (
    const [most, isOne] of [[MAX_OPEN, isOpen], [
      MAX_RESOLVED,
      (row: QuarantinedRow) => !isOpen(row),
    ]] as const
  ) {
    const some = rows.values().filter((row) => isOne(row) && !isKept(row)).toArray();
    for (const { id } of some.slice(0, Math.max(0, some.length - most))) rows.delete(id);
  }
}

function add(rows: Map<string, QuarantinedRow>, rejected: Rejected, runId: string, at: string): void {
  const { dataset, symbol, reason, kind, row } = rejected;
  const raw = rejected.raw.length > MAX_RAW ? `${rejected.raw.slice(0, MAX_RAW)}…` : rejected.raw;
  const id = idOf({ dataset, symbol, reason, raw, ...(kind !== undefined && { kind }) });
  const known = rows.get(id);
  // Deleted first, so that it goes to the end.
  rows.delete(id);
  rows.set(id, {
    id,
    dataset,
    symbol,
    reason,
    raw,
    ...(kind !== undefined && { kind }),
    ...(row !== undefined && { row }),
    count: (known?.count ?? 0) + 1,
    first_seen: known?.first_seen ?? at,
    last_seen: at,
    run_id: runId,
    ...(known?.resolution !== undefined && { resolution: known.resolution }),
    ...(known?.resolved_at !== undefined && { resolved_at: known.resolved_at }),
    ...(known?.note !== undefined && { note: known.note }),
  });
}

function idOf({ dataset, symbol, reason, kind, raw }: Rejected): string {
  return createHash("sha256").update(JSON.stringify([dataset, symbol, kind ?? reason, raw])).digest("hex")
    .slice(0, 12);
}

function read(line: string): QuarantinedRow | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Counted and logged by the caller.
    return null;
  }
  // Rows of a version without ids get theirs.
  return isRow(value) ? { ...value, id: idOf(value) } : null;
}

function isRow(value: unknown): value is QuarantinedRow {
  if (typeof value !== "object" || value === null) return false;
  const row: Partial<Record<keyof QuarantinedRow, unknown>> = value;
  const texts = [row.dataset, row.symbol, row.reason, row.raw, row.first_seen, row.last_seen, row.run_id];
  const others = [row.kind, row.resolution, row.resolved_at, row.note];
  return texts.every((text) => typeof text === "string") && typeof row.count === "number" &&
    others.every((text) => text === undefined || typeof text === "string") &&
    (row.row === undefined || (typeof row.row === "object" && row.row !== null)) &&
    (row.resolution === undefined || row.resolution === "accepted" || row.resolution === "dropped");
}
