import { Chance } from "@/lib/simulator/hash.ts";
import { FAULT_KINDS } from "@/lib/simulator/faults.ts";
import { type Simulator, startSimulator } from "@/lib/simulator/mod.ts";
import { begin, firstRun, ingest, statusOf } from "./_api.ts";
import { killWhileStarting, type RunningServer, startServer } from "./_server.ts";
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
/** The simulated world moves on between runs, so that each has something to write. */
const STEP_MS = 37 * 60_000;

/**
 * Kills the real program, `kill -9`, at random moments of runs and starts. After each kill the files are what they
 * should be, and the next start serves pages with prices at once.
 * @throws {Error} naming the kill, with what was wrong
 */
export async function killAgainAndAgain(options: KillOptions): Promise<KillSummary> {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  let time = Date.now() - (options.kills + 10) * STEP_MS;
  const simulator = await startSimulator({ key: KEY, callsPerMinute: 100_000, now: () => time });
  try {
    return await new Killing(options, simulator, dataPath, () => time += STEP_MS).summary();
  } finally {
    await simulator.close();
    await Deno.remove(dataPath, { recursive: true });
  }
}

class Killing {
  readonly #options: KillOptions;
  readonly #simulator: Simulator;
  readonly #dataPath: string;
  readonly #moveOn: () => void;
  readonly #chance: Chance;
  readonly #watch: VolumeWatch;
  readonly #hits = { run: 0, after: 0, start: 0 };
  #faults = 0;
  #slowestPageMs = 0;
  /** How long a start and a run take here, milliseconds: moments are picked within. */
  #startMs = 0;
  #runMs = 0;

  constructor(options: KillOptions, simulator: Simulator, dataPath: string, moveOn: () => void) {
    this.#options = options;
    this.#simulator = simulator;
    this.#dataPath = dataPath;
    this.#moveOn = moveOn;
    this.#chance = new Chance(options.seed);
    this.#watch = new VolumeWatch(dataPath);
  }

  async summary(): Promise<KillSummary> {
    const { kills, onSurvived } = this.#options;
    let server = await this.#start(0);
    this.#runMs = (await firstRun(server)).duration_ms;
    for (let kill = 1; kill <= kills; kill++) {
      try {
        this.#moveOn();
        if (kill % STARTS === 0) await this.#killStart(server);
        else await this.#killRun(server);
        await this.#watch.check();
        server = await this.#start(kill);
      } catch (error) {
        throw new Error(`Kill ${kill} of seed ${this.#options.seed}: ${messageOf(error)}`, { cause: error });
      }
      onSurvived?.(kill);
    }
    await this.#lastRun(server);
    const { ids, files, rows } = await this.#watch.check();
    return {
      kills,
      hits: this.#hits,
      runs: ids.size,
      files,
      rows,
      faults: this.#faults,
      slowestPageMs: this.#slowestPageMs,
    };
  }

  /** Starts the program and looks at what it serves at once. */
  async #start(kill: number): Promise<RunningServer> {
    const began = performance.now();
    const server = await startServer({ env: this.#env(), dataPath: this.#dataPath });
    try {
      const ready = await statusOf(server, "/readyz");
      if (ready !== 200) throw new Error(`/readyz answers ${ready}`);
      const page = await (await fetch(server.url)).text();
      this.#startMs = performance.now() - began;
      this.#slowestPageMs = Math.max(this.#slowestPageMs, this.#startMs);
      for (const symbol of kill === 0 ? [] : SYMBOLS) {
        const price = new RegExp(`data-symbol="${symbol}"[\\s\\S]*?class="price"[^>]*>[\\d,.]+<`);
        if (!price.test(page)) throw new Error(`The page has no price of ${symbol}`);
      }
      return server;
    } catch (error) {
      await server.stop("SIGKILL");
      throw error;
    }
  }

  async #killRun(server: RunningServer): Promise<void> {
    const takeBack = this.#breakSomething();
    // Some moments lie after the run's end: what follows it must not be cut in half either.
    const moment = this.#chance.between(0, 1.2) * this.#runMs;
    const run = begin(server).catch(() => "the server was killed before it answered");
    await new Promise((resolve) => setTimeout(resolve, moment));
    await server.stop("SIGKILL");
    takeBack();
    const id = await run;
    this.#hits[(await this.#watch.check()).ids.has(id) ? "after" : "run"]++;
  }

  async #killStart(server: RunningServer): Promise<void> {
    await server.stop("SIGKILL");
    await killWhileStarting(this.#env(), this.#dataPath, this.#chance.between(0, 1.2) * this.#startMs);
    this.#hits.start++;
  }

  #breakSomething(): () => void {
    if (!this.#options.withFaults || this.#chance.happens(0.3)) return () => {};
    this.#faults++;
    return this.#simulator.fault({ kind: this.#chance.pick(FAULT_KINDS), times: this.#chance.integer(1, 6) });
  }

  /** After all of that a run is complete, and a last time nothing is wrong. */
  async #lastRun(server: RunningServer): Promise<void> {
    this.#moveOn();
    await using stream = await openStream(server.url);
    const { record } = await ingest(server, stream);
    if (record.status !== "complete") throw new Error(`The last run is ${record.status}`);
    const errors = server.log.filter(({ level }) => level === "ERROR");
    if (errors.length > 0) throw new Error(`The log has errors: ${JSON.stringify(errors)}`);
    const { code } = await server.stop("SIGTERM");
    if (code !== 0) throw new Error(`The end by SIGTERM has status ${code}`);
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
