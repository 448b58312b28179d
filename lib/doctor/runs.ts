import { join } from "node:path";
import type { Config } from "@/lib/config.ts";
import type { Running } from "@/lib/ingest/running.ts";
import { isOfSlots } from "@/lib/ingest/settled.ts";
import { Slots } from "@/lib/ingest/slots.ts";
import { INTERNAL, RUNS } from "@/lib/store/volume.ts";
import { recordOf, type RunRecord } from "@/lib/store/run_record.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { duration } from "./words.ts";

/** The last run and its age, and whether a run is under way. Only reads; the lease is looked at, not taken. */
export async function examineRuns({ dataPath, ingestCron }: Config, now: number): Promise<Finding[]> {
  const records = await readRecords(join(dataPath, RUNS));
  const running = await readRunning(join(dataPath, INTERNAL, "state", "running.json"));
  const last = records.findLast((record) =>
    record.status !== "missed" && record.trigger !== "seed" && isOfSlots(record)
  );
  return [
    ...(last === undefined ? [note("No run is on record yet")] : judge(last, ingestCron, now)),
    // A run that is on record is over, and its process has given the lease back.
    ...(running === null || records.some(({ run_id }) => run_id === running.run_id)
      ? []
      : [await underWay(running, join(dataPath, INTERNAL, "lease"))]),
  ];
}

function judge(last: RunRecord, cron: string, now: number): Finding[] {
  const age = now - Date.parse(last.finished_at);
  const text = `The last run, ${last.run_id}, was ${last.status} and ended ${duration(Math.max(0, age))} ago`;
  const slots = new Slots(cron);
  const slot = slots.previous(now);
  // The slot before the last: the last one's run may still be under way.
  const isLate = Date.parse(last.finished_at) < slots.previous(slot - 1);
  // Cut short, or refused: nothing failed that could be counted.
  const why = last.errors === 0 && last.note !== "" ? `Its note: ${last.note}` : null;
  if (last.status === "failed") {
    return [wrong(text, why ?? `${last.errors} fetches failed; the log and the page /pipeline say why`)];
  }
  if (isLate) return [note(text, "Slots have passed since: is the program running?")];
  return [
    last.status === "partial"
      ? note(text, why ?? `${last.errors} fetches failed; the page /pipeline says which`)
      : ok(text),
  ];
}

async function underWay(running: Running, lease: string): Promise<Finding> {
  const { run_id, trigger, instance = "another process" } = running;
  if (await isHeld(lease)) return ok(`Run ${run_id} is under way: ${instance} holds the lease`);
  const isOfSlot = trigger === "schedule" || trigger === "startup";
  return note(
    `Run ${run_id} was cut off: nobody holds the lease`,
    `The next start puts it on record${isOfSlot ? ", and runs its slot again if none came after it" : ""}`,
  );
}

/** Tries a shared lock, which a holder's exclusive one refuses, and gives it back at once. */
async function isHeld(path: string): Promise<boolean> {
  try {
    using file = await Deno.open(path, { read: true });
    if (!await file.tryLock(false)) return true;
    await file.unlock();
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function readRecords(path: string): Promise<RunRecord[]> {
  const text = await read(path);
  // What has no line feed yet is being written. The header is no record, like any other line that is none.
  return text.split("\n").slice(0, -1).flatMap((line) => recordOf(line) ?? []);
}

async function readRunning(path: string): Promise<Running | null> {
  const text = await read(path);
  if (text === "") return null;
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && "run_id" in value ? value as Running : null;
}

async function read(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
