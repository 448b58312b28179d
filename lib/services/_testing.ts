import type { Row } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { recorder, Volume } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { readConfig } from "@/lib/config.ts";
import { assemble } from "./assemble.ts";
import type { Services } from "./services.ts";

/** What the tests of the services share. */

/** Wednesday 2026-07-01, 10:00 in New York: a slot. */
export const SLOT = Date.UTC(2026, 6, 1, 14, 0);
export const QUARTER_MS = 900_000;

/** A store of the real datasets in a temporary folder. */
export async function openStore(volume: Volume, now: () => number = () => SLOT): Promise<Store> {
  return await Store.open({ dir: volume.dir, datasets: DATASETS, now, logger: recorder().logger });
}

/** A row of `stock_quotes` at that time. */
export function quoteRow(symbol: string, at: number, price: number): Row {
  const time = new Date(at).toISOString();
  return {
    symbol,
    price,
    change: 1,
    change_percent: 0.5,
    day_high: price,
    day_low: price,
    day_open: price,
    previous_close: price - 1,
    source: "finnhub:/quote",
    as_of: time,
    fetched_at: time,
  };
}

/** What a function that throws an `HttpError` throws, or fails the test. */
export function statusThrown(work: () => unknown): number {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && "status" in error && typeof error.status === "number") return error.status;
    throw error;
  }
  return 200;
}

export { Volume };

/** The parts as the program joins them, on a volume of their own; nothing is asked of a provider. */
export interface Assembled extends AsyncDisposable {
  readonly services: Services;
}

/** Assembles them with these variables beside a key. */
export async function assembled(
  volume: Volume,
  env: Readonly<Record<string, string>> = {},
  now: () => number = () => SLOT,
): Promise<Assembled> {
  const config = readConfig({
    FINNHUB_API_KEY: "k",
    FINNHUB_BASE_URL: "http://127.0.0.1:9/api/v1",
    SHARED_DATA_PATH: volume.dir,
    STOCK_SYMBOLS: "AAPL,MSFT",
    ...env,
  });
  const { services, stop } = await assemble(config, recorder().logger, now);
  return { services, [Symbol.asyncDispose]: stop };
}
