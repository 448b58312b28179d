import { HttpError } from "fresh";
import { truthAt } from "@/lib/market/truth_at.ts";
import type { Store } from "@/lib/store/store.ts";
import { instantOf } from "./parameters.ts";
import type { Known, Services } from "./services.ts";

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
  // A complete run left nothing unasked that was due.
  const run = store.runs.all().findLast(({ status, finished_at }) =>
    status === "complete" && Date.parse(finished_at) <= at
  );
  const checkedAt = run === undefined ? undefined : Date.parse(run.finished_at);
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
  const at = instantOf(query, "at");
  const { config, now, market, store } = services;
  if (at === undefined) return { config, now, market, store, at: null };
  if (at > now()) {
    throw new HttpError(400, `Cannot tell what is known at ${isoOf(at)}: that is yet to come`);
  }
  const known = at < 0 ? null : await services.past.at(services, at);
  if (known === null) throw new HttpError(400, nothingYet(store, at));
  return known;
}

function nothingYet(store: Store, at: number): string {
  const first = store.files().reduce(
    (a, { oldestMs }) => oldestMs > 0 && oldestMs < a ? oldestMs : a,
    Infinity,
  );
  return `Nothing was known at ${isoOf(at)}${
    first === Infinity ? "" : `: the first row came on ${isoOf(first)}`
  }`;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
