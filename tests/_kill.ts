import { DATASETS } from "@/lib/datasets/mod.ts";
import { Chance } from "@/lib/simulator/hash.ts";
import { FAULT_KINDS } from "@/lib/simulator/faults.ts";
import { type Simulator, startSimulator } from "@/lib/simulator/mod.ts";
import { verify } from "@/lib/store/check/verify.ts";
import { begin, firstRun, ingest, runs, showsPrice, statusOf } from "./_api.ts";
import { killWhileStarting, type RunningServer, startServer, until } from "./_server.ts";
import { openStream } from "./_stream.ts";
import { VolumeWatch } from "./_volume_watch.ts";

/** Options of {@linkcode killAgainAndAgain}. */
export interface KillOptions {
  readonly kills: number;
  /** Fixes the moments and the faults. */
  readonly seed: number;
  /** Whether the provider goes wrong meanwhile, in every way the simulator can. */
  readonly withFaults: boolean;
  /** Told after each kill and the start after it. */
  readonly onSurvived?: (kill: number) => void;
}

/** What was seen. */
export interface KillSummary {
  readonly kills: number;
  /** Kills by where they hit: in a run, after its end, in a start. */
  readonly hits: Readonly<Record<"run" | "after" | "start", number>>;
  readonly runs: number;
  readonly files: number;
  readonly rows: number;
  readonly faults: number;
  /** From the start of the process to its first page, milliseconds. */
  readonly slowestPageMs: number;
}

const KEY = "k";
const SYMBOLS = ["AAPL", "MSFT"];
/** One kill in this many hits a start. */
const STARTS = 5;
/** Of `YYYYMMDD_HHMMSS`. */
const STAMP_LENGTH = 15;
/** After this many kills comes a new volume: its first run has the most to write. */
const KILLS_A_VOLUME = 10;

/**
 * Kills the real program, `kill -9`, at random moments of runs and starts. After each kill the files are what they
 * should be, and the next start serves pages with prices at once; then every run is on record and `verify` finds
 * nothing.
 * @throws {Error} naming the kill, with what was wrong
 */
export async function killAgainAndAgain(options: KillOptions): Promise<KillSummary> {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const simulator = await startSimulator({ key: KEY, callsPerMinute: 100_000 });
  try {
    return await new Killing(options, simulator, dir).summary();
  } finally {
    await simulator.close();
    await Deno.remove(dir, { recursive: true });
  }
}

class Killing {
  readonly #options: KillOptions;
  readonly #simulator: Simulator;
  readonly #dir: string;
  readonly #chance: Chance;
  #watch: VolumeWatch;
  readonly #seen = { runs: 0, files: 0, rows: 0 };
  readonly #hits = { run: 0, after: 0, start: 0 };
  #faults = 0;
  /** The run that was begun last, as far as the program said. */
  #begun: string | null = null;
  #slowestPageMs = 0;
  /** How long a start and a first run take here, milliseconds: moments are picked within. */
  #startMs = 0;
  #runMs = 0;

  constructor(options: KillOptions, simulator: Simulator, dir: string) {
    this.#options = options;
    this.#simulator = simulator;
    this.#dir = dir;
    this.#chance = new Chance(options.seed);
    this.#watch = new VolumeWatch(`${dir}/measured`);
  }

  async summary(): Promise<KillSummary> {
    const { kills, seed, onSurvived } = this.#options;
    let server = await this.#start();
    this.#runMs = (await firstRun(server)).duration_ms;
    for (let kill = 1; kill <= kills; kill++) {
      try {
        if (kill % KILLS_A_VOLUME === 1) server = await this.#nextVolume(server, kill);
        if (kill % STARTS === 0) await this.#killStart(server);
        else await this.#killRun(server);
        server = await this.#start();
        await this.#isPutRight(server);
      } catch (error) {
        throw new Error(`Kill ${kill} of seed ${seed}: ${messageOf(error)}`, { cause: error });
      }
      onSurvived?.(kill);
    }
    await this.#end(server);
    return {
      kills,
      hits: this.#hits,
      ...this.#seen,
      faults: this.#faults,
      slowestPageMs: this.#slowestPageMs,
    };
  }

  async #nextVolume(server: RunningServer, kill: number): Promise<RunningServer> {
    await this.#end(server);
    this.#begun = null;
    this.#watch = new VolumeWatch(`${this.#dir}/${kill}`);
    return await this.#start();
  }

  /** Starts the program and looks at what it serves at once. */
  async #start(): Promise<RunningServer> {
    const began = performance.now();
    const server = await startServer({ env: this.#env(), dataPath: this.#watch.dir });
    try {
      const ready = await statusOf(server, "/readyz");
      if (ready !== 200) throw new Error(`/readyz answers ${ready}`);
      const page = await (await fetch(server.url)).text();
      this.#startMs = performance.now() - began;
      this.#slowestPageMs = Math.max(this.#slowestPageMs, this.#startMs);
      for (const symbol of SYMBOLS) {
        if (this.#watch.hasQuotesOf(symbol) && !showsPrice(page, symbol)) {
          throw new Error(`The page has no price of ${symbol}`);
        }
      }
      return server;
    } catch (error) {
      await server.stop("SIGKILL");
      throw error;
    }
  }

  /** What the last process left comes to be described and on record, without another run. */
  async #isPutRight(server: RunningServer): Promise<void> {
    const { dir } = this.#watch;
    await until("every run is on record, and the files are as they are described", async () => {
      const ids = new Set((await runs(server)).map(({ run_id }) => run_id));
      const stamps = new Set(ids.values().map((id) => id.slice(0, STAMP_LENGTH)));
      if ((await stampsIn(dir)).some((stamp) => !stamps.has(stamp))) return false;
      if (this.#begun !== null && !ids.has(this.#begun)) return false;
      return (await verify(dir, DATASETS, Date.now)).ok;
    });
  }

  async #killRun(server: RunningServer): Promise<void> {
    const takeBack = this.#breakSomething();
    // Some moments lie after the run's end: what follows it must not be cut in half either.
    const moment = this.#chance.between(0, 1.2) * this.#runMs;
    const run = begin(server).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, moment));
    await server.stop("SIGKILL");
    takeBack();
    const [id, { ids }] = await Promise.all([run, this.#watch.check()]);
    this.#begun = id;
    this.#hits[id !== null && ids.has(id) ? "after" : "run"]++;
  }

  async #killStart(server: RunningServer): Promise<void> {
    await server.stop("SIGKILL");
    await killWhileStarting(this.#env(), this.#watch.dir, this.#chance.between(0, 1.2) * this.#startMs);
    await this.#watch.check();
    this.#hits.start++;
  }

  #breakSomething(): () => void {
    if (!this.#options.withFaults || this.#chance.happens(0.3)) return () => {};
    this.#faults++;
    return this.#simulator.fault({ kind: this.#chance.pick(FAULT_KINDS), times: this.#chance.integer(1, 6) });
  }

  /** Whatever was done to a volume, its next run is complete and the end orderly. */
  async #end(server: RunningServer): Promise<void> {
    await using stream = await openStream(server.url);
    const { record } = await ingest(server, stream);
    if (record.status !== "complete") throw new Error(`The last run is ${record.status}`);
    const errors = server.log.filter(({ level }) => level === "ERROR");
    if (errors.length > 0) throw new Error(`The log has errors: ${JSON.stringify(errors)}`);
    const { code } = await server.stop("SIGTERM");
    if (code !== 0) throw new Error(`The end by SIGTERM has status ${code}`);
    const { ids, files, rows } = await this.#watch.check();
    this.#seen.runs += ids.size;
    this.#seen.files += files;
    this.#seen.rows += rows;
  }

  #env(): Record<string, string> {
    return {
      FINNHUB_API_KEY: KEY,
      FINNHUB_BASE_URL: this.#simulator.baseUrl,
      FINNHUB_CALLS_PER_MINUTE: "100000",
      STOCK_SYMBOLS: SYMBOLS.join(),
      INGEST_CRON: "0 0 1 1 *",
    };
  }
}

/** The stamps of the visible files. */
async function stampsIn(dir: string): Promise<string[]> {
  const names = (await Array.fromAsync(Deno.readDir(dir))).map(({ name }) => name);
  return [...new Set(names.flatMap((name) => /_(\d{8}_\d{6})\.csv$/.exec(name)?.[1] ?? []))];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
