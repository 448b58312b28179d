import * as v from "valibot";
import type { BusMessages, Channel } from "./bus.ts";
import type { DatasetName } from "@/lib/datasets/dataset.ts";

/** The channels, by the names that they have in Redis. */
export const CHANNELS: readonly Channel[] = ["data_ingested", "ingest_progress", "service_status"];

/** Longest message that is read, in characters: a thousand files make about 200,000. */
const MAX_CHARACTERS = 1_000_000;

const Text = v.pipe(v.string(), v.maxLength(500));
const Instant = v.pipe(
  v.string(),
  v.maxLength(40),
  v.check((text) => !Number.isNaN(Date.parse(text)), "no instant"),
);
/** Of a later version of this program a dataset may be one that this one does not know. */
const Dataset = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,63}$/),
  v.transform((name) => name as DatasetName),
);
/** Below the data folder and nowhere else; a message never decides which file is opened. */
const Path = v.pipe(v.string(), v.maxLength(200), v.regex(/^(\w[\w.-]*(\/\w[\w.-]*)*)?$/));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const SCHEMAS: { readonly [C in Channel]: v.GenericSchema<unknown, BusMessages[C]> } = {
  data_ingested: defined(v.object({
    run_id: Text,
    slot: Instant,
    status: v.picklist(["complete", "partial", "failed", "missed"]),
    started_at: Instant,
    finished_at: Instant,
    files: v.array(v.object({
      dataset: Dataset,
      path: Path,
      rows: Count,
      sha256: v.pipe(v.string(), v.maxLength(64)),
      changed: v.boolean(),
    })),
    quarantined: v.optional(Count, 0),
    errors: v.optional(
      v.array(v.object({ dataset: Dataset, symbol: Text, kind: Text, message: v.string() })),
      [],
    ),
    instance: v.optional(Text),
  })),
  ingest_progress: defined(v.object({
    run_id: Text,
    slot: Instant,
    phase: v.picklist(["started", "running", "finished"]),
    done: Count,
    total: Count,
    running: v.optional(Text, ""),
    started_at: Instant,
    instance: v.optional(Text),
  })),
  service_status: defined(v.object({
    instance: Text,
    role: v.picklist(["all", "ingest", "web"]),
    state: v.picklist(["starting", "ready", "ingesting", "draining", "stopped"]),
    version: Text,
    started_at: Instant,
    updated_at: Instant,
    last_run: v.optional(Text, ""),
    next_run: v.optional(Text, ""),
    redis: v.optional(v.picklist(["off", "connected", "disconnected"]), "connected"),
  })),
};

/** A message as it was read, or why it is not believed. */
export type Parsed<C extends Channel> = { ok: true; message: BusMessages[C] } | { ok: false; reason: string };

/** Reads what came over a channel. Unknown fields are dropped. Never throws. */
export function parseMessage<C extends Channel>(channel: C, text: string): Parsed<C> {
  if (text.length > MAX_CHARACTERS) return { ok: false, reason: `${text.length} characters long` };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
  const schema: v.GenericSchema<unknown, BusMessages[C]> = SCHEMAS[channel];
  const result = v.safeParse(schema, json);
  if (result.success) return { ok: true, message: result.output };
  const [issue] = result.issues;
  return { ok: false, reason: `${v.getDotPath(issue) ?? "message"}: ${issue.message}`.slice(0, 300) };
}

/** Whether a text names one of our channels. */
export function isChannel(text: string): text is Channel {
  return (CHANNELS as readonly string[]).includes(text);
}

/** Leaves out optional fields that are not there, as `exactOptionalPropertyTypes` has it. */
function defined<T extends object, O extends object>(
  schema: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, O> {
  return v.pipe(
    schema,
    v.transform((value) =>
      Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as O
    ),
  );
}
