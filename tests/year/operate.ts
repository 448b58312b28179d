import { DATASETS } from "@/lib/datasets/mod.ts";
import { verify } from "@/lib/store/check/verify.ts";
import { ROOT } from "../_server.ts";
import { ArchiveWatch } from "./archives.ts";
import { readLedger, type Told } from "./ledger.ts";
import { AT_THE_END, type Orders } from "./process.ts";
import { DAY_MS, type Span } from "./script.ts";
import { type Stop, stopsOf } from "./stops.ts";
import { bytesIn } from "./volume.ts";

/** Options of {@linkcode operate}. */
export interface YearOptions {
  readonly span: Span;
  readonly retention: { readonly days: number; readonly bytes: number };
  /** Folder that is used and not removed. */
  readonly folder: string;
  /** Days between two naps of the machine. */
  readonly napDays: number;
  /** Told after each end of the process. */
  readonly onStop?: (stop: Stop | null) => void;
}

/** A span that was operated, to be checked. */
export interface Operated {
  readonly span: Span;
  /** The data folder. */
  readonly dir: string;
  readonly told: readonly Told[];
  readonly stops: readonly Stop[];
  /** When each process started, in order. */
  readonly starts: readonly number[];
  readonly naps: readonly number[];
  readonly retention: YearOptions["retention"];
  /** Most bytes that the folder had when a process had ended after a run. */
  readonly mostBytes: number;
  /** Archives laid beside the loose files that they took the place of. */
  readonly archives: ArchiveWatch;
  /** Files that rows were pruned from, by why. */
  readonly pruned: Readonly<Record<string, number>>;
  /** Log lines of what must not be. */
  readonly errors: readonly string[];
  /** What was found wrong while it went on. */
  readonly problems: readonly string[];
}

/** How long a run takes, roughly: kills are spread over it, real milliseconds. */
const RUN_MS = 60;

/** Lets the program run over a span of simulated time, in processes that are killed and started again. */
export async function operate(options: YearOptions): Promise<Operated> {
  const { span, folder, retention, napDays, onStop } = options;
  const dir = `${folder}/data`;
  await Deno.mkdir(dir, { recursive: true });
  const stops = stopsOf(span, RUN_MS);
  const naps = napsOf(span, napDays, stops);
  const archives = new ArchiveWatch(dir);
  const problems: string[] = [];
  const starts: number[] = [];
  let mostBytes = 0;
  let now = span.from + 500;
  for (const stop of [...stops, null]) {
    starts.push(now);
    await live({ dir, notes: folder, span, now, stop, naps, retention });
    if (stop?.how !== "kill") {
      // An orderly end in a run has no upkeep after it.
      if (stop?.how !== "stop") mostBytes = Math.max(mostBytes, await bytesIn(dir));
      const { ok, findings } = await verify(dir, DATASETS, () => now, true);
      if (!ok) problems.push(`verify at ${iso(stop?.slot ?? now)}: ${JSON.stringify(findings.slice(0, 3))}`);
    }
    now = (stop?.slot ?? span.until) + (stop?.awayMs ?? 0) + 500;
    if (stop?.how === "look") {
      const paths = prunings(await logOf(folder)).map(({ path }) => path);
      problems.push(...await archives.look(stop.slot, paths));
    }
    onStop?.(stop);
  }
  const log = await logOf(folder);
  return {
    span,
    dir,
    told: await readLedger(`${folder}/told.jsonl`),
    stops,
    starts,
    naps,
    retention,
    mostBytes,
    archives,
    pruned: countOf(prunings(log).map(({ why }) => why)),
    errors: log.filter((line) =>
      line.includes('"level":"ERROR"') || line.includes("Volume is over its limit")
    ),
    problems,
  };
}

/** One process from its start to its end. */
async function live(orders: Orders): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", "deno.test.json", "tests/year/process.ts", JSON.stringify(orders)],
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reading = waitForEnd(child.stdout, async () => {
    await new Promise((resolve) => setTimeout(resolve, orders.stop?.afterMs));
    child.kill("SIGKILL");
  });
  const [{ code, signal }] = await Promise.all([child.status, reading]);
  const isKilled = orders.stop?.how === "kill";
  if (isKilled ? signal !== "SIGKILL" : code !== 0) {
    throw new Error(`The process that began at ${iso(orders.now)} ended with ${signal ?? code}`);
  }
}

async function waitForEnd(stream: ReadableStream<Uint8Array>, kill: () => Promise<void>): Promise<void> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of stream) {
    text += decoder.decode(piece, { stream: true });
    if (!text.endsWith(AT_THE_END)) continue;
    text = "";
    await kill();
  }
}

/** Slots, some weeks apart, in which nothing else happens. */
function napsOf({ from, until, slotMs }: Span, days: number, stops: readonly Stop[]): number[] {
  const naps: number[] = [];
  for (let slot = from + days * DAY_MS + 61 * slotMs; slot < until - DAY_MS; slot += days * DAY_MS) {
    const isFree = stops.every((stop) =>
      slot + 4 * slotMs < stop.slot || slot > stop.slot + stop.awayMs + slotMs
    );
    if (isFree) naps.push(slot);
  }
  return naps;
}

async function logOf(folder: string): Promise<string[]> {
  return (await Deno.readTextFile(`${folder}/log.jsonl`)).split("\n");
}

/** What was pruned, from the log. */
function prunings(log: readonly string[]): { readonly path: string; readonly why: string }[] {
  return log.filter((line) => line.includes('"Old rows pruned"')).map((line) => JSON.parse(line));
}

function countOf(reasons: readonly string[]): Record<string, number> {
  const counts = Map.groupBy(reasons, (why) => why);
  return Object.fromEntries([...counts].map(([why, { length }]) => [why, length]));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
