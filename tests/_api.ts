import type { DataIngested } from "@/lib/bus/bus.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { EventStream } from "./_stream.ts";
import { until } from "./_server.ts";

/** A program under test, as far as HTTP reaches it. */
interface Reached {
  readonly url: string;
}

/** Reads JSON from an address of the program; throws for another status than 200. */
export async function getJson<T>({ url }: Reached, path: string): Promise<T> {
  const response = await fetch(url + path);
  if (response.status !== 200) {
    throw new Error(`${path}: status ${response.status}, ${await response.text()}`);
  }
  return await response.json();
}

/** Status of an answer, whose body is dropped. */
export async function statusOf({ url }: Reached, path: string, init?: RequestInit): Promise<number> {
  const response = await fetch(url + path, init);
  await response.body?.cancel();
  return response.status;
}

/** The watchlist by symbol. */
export async function quotes(server: Reached): Promise<Record<string, QuoteView>> {
  const { quotes } = await getJson<{ quotes: QuoteView[] }>(server, "/api/quotes");
  return Object.fromEntries(quotes.map((quote) => [quote.symbol, quote]));
}

/** The record of runs, newest first. */
export async function runs(server: Reached, limit = 10_000): Promise<readonly RunRecord[]> {
  return (await getJson<{ runs: RunRecord[] }>(server, `/api/runs?limit=${limit}`)).runs;
}

/** What `/api/pipeline` tells. */
export function pipeline(server: Reached): Promise<PipelineView> {
  return getJson(server, "/api/pipeline");
}

/** A sample of `/metrics`; undefined where there is none of that name and labels, written as in the text format. */
export async function metric({ url }: Reached, name: string): Promise<number | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((line) => line.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

/** Starts a run and answers its id; the run may have been under way already. */
export async function trigger(
  { url }: Reached,
  headers: HeadersInit = {},
): Promise<{ run_id: string; started: boolean }> {
  const response = await fetch(`${url}/api/ingest`, { method: "POST", headers });
  if (response.status !== 202) {
    throw new Error(`POST /api/ingest: ${response.status} ${await response.text()}`);
  }
  return await response.json();
}

/** Starts a run; where one is at its end, after that. Answers the id. */
export async function begin(server: Reached): Promise<string> {
  const run = await until("a run begins", async () => {
    const run = await trigger(server);
    return run.started && run;
  });
  return run.run_id;
}

/** Waits until a run is on record. */
export function recorded(server: Reached, runId: string): Promise<RunRecord> {
  return until(
    `run ${runId} is on record`,
    async () => (await runs(server, 20)).find(({ run_id }) => run_id === runId),
  );
}

/** Runs everything now and waits for the end: the run's record and its event. */
export async function ingest(
  server: Reached,
  stream: EventStream,
): Promise<{ record: RunRecord; event: DataIngested }> {
  const run_id = await begin(server);
  const { data } = await stream.next("data_ingested", (data) => (data as DataIngested).run_id === run_id);
  return { record: await recorded(server, run_id), event: data as DataIngested };
}

/** Waits until the run that every start makes is over, and answers its record. */
export function firstRun(server: Reached): Promise<RunRecord> {
  return until(
    "the first run is on record",
    async () => (await runs(server)).find(({ trigger }) => trigger === "startup"),
  );
}

/** Whether the market page lists a symbol with a price in its own row, which may be a link to where it came from. */
export function showsPrice(page: string, symbol: string): boolean {
  const row = new RegExp(`<tr[^>]* data-symbol="${RegExp.escape(symbol)}"[^>]*>([\\s\\S]*?)</tr>`).exec(page)
    ?.[1];
  return row !== undefined && /class="(figure )?price[^>]*>[\d,.]+</.test(row);
}
