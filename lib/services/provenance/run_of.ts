import type { RunRecord } from "@/lib/store/run_record.ts";

/**
 * The run that brought a row: the attempt at the slot in its file's name that was under way when it was fetched. Of what
 * was derived, or stands in an archive, the run of that time.
 * @param stamp of the file; empty for one in an archive
 */
export function runOf(
  runs: readonly RunRecord[],
  stamp: string,
  fetchedAt: string | null,
): RunRecord | null {
  const ran = runs.filter(({ status }) => status !== "missed");
  const own = stamp === "" ? [] : ran.filter(({ run_id }) => run_id.startsWith(`${stamp}-`));
  if (fetchedAt === null) return own.at(-1) ?? null;
  const underWay = (some: readonly RunRecord[]) =>
    some.findLast(({ started_at, finished_at }) => started_at <= fetchedAt && fetchedAt <= finished_at);
  // What a run derives of rows that were there before has their time: its first attempt after that made it.
  const found = underWay(own) ?? own.find(({ finished_at }) => finished_at >= fetchedAt) ?? own.at(-1);
  // The demo's past was written at once, as if it had been fetched then.
  const seed = ran.find(({ trigger, finished_at }) => trigger === "seed" && fetchedAt <= finished_at);
  return found ?? underWay(ran) ?? seed ?? null;
}
