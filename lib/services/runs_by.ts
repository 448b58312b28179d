import { HttpError } from "fresh";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import { askedInstant, firstKnown, nothingAt } from "./past.ts";
import type { Services } from "./services.ts";

/**
 * The runs on record, in the order they were written.
 * @param at epoch milliseconds: those that were on record by then; `null`: now
 */
export function runsBy(store: Pick<Store, "runs">, at: number | null): readonly RunRecord[] {
  const all = store.runs.all();
  if (at === null) return all;
  const iso = new Date(at).toISOString();
  // A slot that was missed is on record from when that was noticed. Times are of one form and compare as text.
  return all.filter(({ finished_at }) => finished_at <= iso);
}

/**
 * The runs that a request asks about.
 * @throws {HttpError} 400 for what is no instant, one to come, or one before the first run and the first row
 */
export function runsFor(services: Services, query: URLSearchParams): readonly RunRecord[] {
  const { store } = services;
  const at = askedInstant(services, query);
  const runs = runsBy(store, at);
  if (at === null || runs.length > 0) return runs;
  // What somebody put into the folder is known without a run.
  const first = firstKnown(store);
  if (first !== null && first <= at) return runs;
  throw new HttpError(400, nothingAt(at, first));
}
