import { DATASETS } from "@/lib/datasets/mod.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { type RunningServer, startServer, until } from "../_server.ts";
import { type Figure, mib, ms, type Report } from "./report.ts";
import { median, quantile, timesOf } from "./statistics.ts";
import { tickers, writeYear, type Year, type YearOptions } from "./_year.ts";

const STARTS = 3;
const QUERIES = 100;
const SLOT_MS = 900_000;
const POINTS = 2_000;
const SEVEN = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];
const MANY = tickers(500);

/** Aims: of starts and the query in milliseconds, of memory in bytes. */
const SEVEN_AIM_MS = 1_000;
const MANY_AIM_MS = 5_000;
const MEMORY_AIM = 512 * 1024 ** 2;
const QUERY_AIM_MS = 20;

/** A year's volume: how long the program takes until it can serve it, in how much memory, and how fast it answers. */
export async function benchVolume(): Promise<Report> {
  const empty = await startsOn(SEVEN, null);
  const seven = await startsOn(SEVEN, { hours: "always", isArchived: true });
  const loose = await startsOn(SEVEN, { hours: "always", isArchived: false });
  const many = await startsOn(MANY, { hours: "exchange", isArchived: true }, query);
  return {
    title: "A year's volume: from the start of the program to /readyz, and what it answers then",
    figures: [
      { what: "an empty volume", ...startFigure(empty) },
      {
        what: `7 symbols, ${countsOf(seven)}`,
        ...startFigure(seven, SEVEN_AIM_MS),
      },
      { what: `the same, never archived: ${countsOf(loose)}`, ...startFigure(loose) },
      { what: `500 symbols, ${countsOf(many)}`, ...startFigure(many, MANY_AIM_MS) },
      {
        what: "  the most memory of these starts",
        value: mib(many.startBytes),
        beside: `resident; aim < ${mib(MEMORY_AIM)}`,
        reached: many.startBytes < MEMORY_AIM,
      },
      ...(many.answers ?? []),
      { what: "  the most memory of all that", value: mib(many.mostBytes), beside: "resident" },
    ],
    notes: [
      `Median of ${STARTS} starts of the real program with the permissions of deno task start, build and disk cache ` +
      "warm. The volumes are generated: quotes of every quarter hour of a year for 7 symbols, of New York's sessions " +
      "for 500, and the record of all runs. As upkeep leaves them, the closed months are in archives and the files of " +
      "the month are loose. Never archived is what a volume is once, before its first upkeep.",
      `Answers are whole, over HTTP, ${QUERIES} requests one after the other, each for another symbol.`,
    ],
  };
}

interface Starts {
  readonly year: Year | null;
  /** Milliseconds of each. */
  readonly times: readonly number[];
  /** Time that the processors worked for it, milliseconds: who else is at work on the machine is not in it. */
  readonly cpu: readonly number[];
  /** Resident when ready, bytes. */
  readonly readyBytes: number;
  /** The most that was resident until ready, bytes. */
  readonly startBytes: number;
  /** The most that was resident up to the end of the last, questions included, bytes. */
  readonly mostBytes: number;
  readonly answers?: readonly Figure[];
}

async function startsOn(
  symbols: readonly string[],
  kind: Pick<YearOptions, "hours" | "isArchived"> | null,
  ask?: (server: RunningServer) => Promise<Figure[]>,
): Promise<Starts> {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  try {
    const end = Math.floor(Date.now() / SLOT_MS) * SLOT_MS;
    const year = kind === null ? null : writeYear({ dir, symbols, end, ...kind });
    if (year !== null) await describe(dir, year);
    const times: number[] = [];
    const cpu: number[] = [];
    const ready: number[] = [];
    let [startBytes, mostBytes] = [0, 0];
    let answers: Figure[] | undefined;
    for (let i = 0; i < STARTS; i++) {
      const begin = performance.now();
      await using server = await startServer({
        dataPath: dir,
        env: { ...PROVIDER, STOCK_SYMBOLS: symbols.join(",") },
      });
      await until("it is ready", async () => (await answer(server, "/readyz")).status === 200);
      times.push(performance.now() - begin);
      cpu.push(cpuOf(server));
      ready.push(memoryOf(server, "VmRSS"));
      startBytes = Math.max(startBytes, memoryOf(server, "VmHWM"));
      if (i === STARTS - 1) answers = await ask?.(server);
      mostBytes = Math.max(mostBytes, memoryOf(server, "VmHWM"));
    }
    return {
      year,
      times,
      cpu,
      readyBytes: median(ready),
      startBytes,
      mostBytes,
      ...(answers && { answers }),
    };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** No provider is asked: the last slot is on record. */
export const PROVIDER = {
  FINNHUB_API_KEY: "c0ffee0000000000000000000000",
  FINNHUB_BASE_URL: "http://127.0.0.1:9/api/v1",
};

/** Writes the catalog, as each run does; a volume that cannot be read whole is no measure. */
async function describe(dir: string, { quotes }: Year): Promise<void> {
  const store = await Store.open({ dir, datasets: DATASETS, now: Date.now, logger: recorder().logger });
  const { size } = store.ledger("stock_quotes");
  if (size !== quotes || store.damaged().length > 0) {
    throw new Error(`Cannot measure the volume: it has ${size} quotes, expected ${quotes}`);
  }
  await store.writeDataPackage();
}

async function query(server: RunningServer): Promise<Figure[]> {
  const range = "/api/datasets/stock_quotes?symbol=";
  const line = (times: readonly number[]) =>
    `p50 ${ms(median(times)).padStart(8)}   p99 ${ms(quantile(times, 0.99)).padStart(8)}`;
  const timed = async (path: (index: number) => string) => {
    let rows = 0;
    const ask = async (index: number) => rows = rowsIn(await answer(server, path(index)));
    // Compiled by then; the symbols are others.
    await timesOf(10, (index) => ask(QUERIES + index));
    const times = await timesOf(QUERIES, ask);
    return { times, rows };
  };
  const thinned = await timed((index) => `${range}${MANY[index]}&points=${POINTS}`);
  const whole = await timed((index) => `${range}${MANY[index]}&limit=100000`);
  const page = await timed(() => "/api/datasets/stock_quotes?order=newest&limit=50");
  if (thinned.rows > POINTS || thinned.rows < POINTS / 2) throw new Error(`There are ${thinned.rows} points`);
  return [
    {
      what: `  a symbol's year, ${thinned.rows} points`,
      value: line(thinned.times),
      beside: `aim < ${ms(QUERY_AIM_MS)}`,
      reached: median(thinned.times) < QUERY_AIM_MS,
    },
    { what: `  the same, all ${whole.rows} rows`, value: line(whole.times) },
    { what: "  the newest 50 rows of all", value: line(page.times) },
  ];
}

async function answer({ url }: RunningServer, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, text: await response.text() };
}

function rowsIn({ status, text }: { status: number; text: string }): number {
  if (status !== 200) throw new Error(`Cannot measure a query: ${text.slice(0, 200)}`);
  return JSON.parse(text).rows.length;
}

/** What the system says of a process's memory, bytes: resident now, or the most it ever was. */
function memoryOf({ pid }: RunningServer, field: "VmRSS" | "VmHWM"): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) * 1024;
}

/** Processor time of a process up to now, milliseconds. */
function cpuOf({ pid }: RunningServer): number {
  // Behind the program's name, which may have spaces: fields 14 and 15, in hundredths of a second.
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function startFigure({ times, cpu, readyBytes }: Starts, aimMs?: number): Omit<Figure, "what"> {
  const time = median(times);
  return {
    value: ms(time),
    beside: `${aimMs === undefined ? "" : `aim < ${ms(aimMs)}; `}${mib(readyBytes)} resident, ` +
      `${ms(median(cpu))} of processor time`,
    ...(aimMs !== undefined && { reached: time < aimMs }),
  };
}

function countsOf({ year }: Starts): string {
  const { quotes, files, archives, bytes } = year ?? { quotes: 0, files: 0, archives: 0, bytes: 0 };
  const loose = `${files - archives} loose files`;
  return `${quotes} quotes in ${archives === 0 ? loose : `${archives} archives and ${loose}`}, ${mib(bytes)}`;
}
