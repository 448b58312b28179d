import { HttpError } from "fresh";
import { Slots } from "@/lib/ingest/slots.ts";
import { truthAt } from "@/lib/market/truth_at.ts";
import type { Store } from "@/lib/store/store.ts";
import { instantOf } from "./parameters.ts";
import type { Known, Services, State } from "./services.ts";

/** Instants kept: somebody who steps to and fro does not read the volume again. */
const KEPT = 4;

/** What was known at instants of the past. The first reader of an instant waits for it, those after do not. */
export class Past {
  readonly #kept = new Map<number, Promise<Known | null>>();
  /** One instant is read at a time, whoever asks for how many. */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    store.onChange(({ rows, removed = 0 }) => {
      const times = rows.map((row) => Date.parse(String(row["fetched_at"])));
      const earliest = times.reduce((a, b) => Math.min(a, b), Infinity);
      for (const at of this.#kept.keys()) if (removed > 0 || !(earliest > at)) this.#kept.delete(at);
    });
  }

  /**
   * What was known at an instant.
   * @param at epoch milliseconds
   * @returns `null` where nothing was
   */
  at(services: Services, at: number): Promise<Known | null> {
    const kept = this.#kept.get(at);
    const known = kept ?? this.#read(services, at);
    this.#kept.delete(at);
    this.#kept.set(at, known);
    // What failed is tried again by the next who asks.
    if (kept === undefined) known.catch(() => this.#kept.delete(at));
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(oldest);
    return known;
  }

  #read(services: Services, at: number): Promise<Known | null> {
    const read = this.#reading.then(() => knownAt(services, at));
    this.#reading = read.catch(() => {});
    return read;
  }
}

async function knownAt({ config, store, market }: Services, at: number): Promise<Known | null> {
  const truth = await truthAt(store, at);
  if (truth.size === 0) return null;
  // A complete run left nothing unasked that was due; one of symbols that were new asked for these alone.
  const run = store.runs.all().findLast(({ status, trigger, finished_at }) =>
    status === "complete" && trigger !== "added" && Date.parse(finished_at) <= at
  );
  // The demo's simulated past is as if all had been asked for in every slot of it.
  const isSeeded = store.runs.all().some(({ trigger }) => trigger === "seed");
  const seededAt = isSeeded ? new Slots(config.ingestCron).previous(at) : undefined;
  const checkedAt = run === undefined ? seededAt : Date.parse(run.finished_at);
  const ledger = truth.ledger;
  return {
    config,
    now: () => at,
    at,
    store: { datasets: store.datasets, ledger },
    market: market.at({ ledger, now: () => at, checkedAt: () => checkedAt }),
  };
}

/**
 * What a request asks about: what is known now or, with `at`, what was known then.
 * @throws {HttpError} 400 for what is no instant, one to come, or one before the first row
 */
export async function knownFor(services: Services, query: URLSearchParams): Promise<Known> {
  const at = askedInstant(services, query);
  if (at === null) return knownNow(services);
  const known = at < 0 ? null : await services.past.at(services, at);
  if (known !== null) return known;
  throw new HttpError(400, nothingAt(at, firstKnown(services.store)));
}

/** What is known now. */
export function knownNow({ config, now, market, store }: Services): Known {
  return { config, now, market, store, at: null };
}

/**
 * As {@linkcode knownFor}, for a page: its frame shows the same instant.
 * @throws {HttpError} as there
 */
export async function knownOnPage(
  { url, state }: { readonly url: URL; readonly state: State },
): Promise<Known> {
  const known = await knownFor(state.services, url.searchParams);
  if (known.at !== null) state.known = known;
  return known;
}

/**
 * The instant of the past that a request asks about; `null`: now.
 * @throws {HttpError} 400 for what is no instant, or one to come
 */
export function askedInstant({ now }: Pick<Services, "now">, query: URLSearchParams): number | null {
  const at = instantOf(query, "at") ?? null;
  if (at !== null && at > now()) {
    throw new HttpError(400, `Cannot tell what is known at ${isoOf(at)}: that is yet to come`);
  }
  return at;
}

/**
 * Refuses an instant where there is a now alone: who asks for the past must not get the present for it.
 * @param why a sentence without its full stop
 * @throws {HttpError} 400 where the query has one
 */
export function refuseInstant(query: URLSearchParams, why: string): void {
  if (query.has("at")) throw new HttpError(400, `Cannot tell how this was then: ${why}`);
}

/** Words for an instant before all that is known. @param first when that began, epoch milliseconds */
export function nothingAt(at: number, first: number | null): string {
  return `Nothing was known at ${isoOf(at)}${
    first === null ? "" : `: the first row came on ${isoOf(first)}`
  }`;
}

/** When the first row came that is known, epoch milliseconds; `null` on an empty volume. */
export function firstKnown(store: Pick<Store, "files">): number | null {
  const first = store.files().reduce(
    (a, { oldestMs }) => oldestMs > 0 && oldestMs < a ? oldestMs : a,
    Infinity,
  );
  return first === Infinity ? null : first;
}

/** The instant of the past that is known, as addresses have it; `undefined`: now. */
export function pastOf({ at }: Pick<Known, "at">): string | undefined {
  return at === null ? undefined : instantText(at);
}

/** An instant in an address: ISO 8601 UTC, as short as it can be said. */
export function instantText(at: number): string {
  return isoOf(at).replace(".000Z", "Z");
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
