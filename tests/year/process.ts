/**
 * The program on a simulated clock, for `deno task year` to kill: simulator, client, datasets, ingest, store and upkeep,
 * as `assemble` joins them, slot by slot from one instant to another. Told by its one argument, JSON.
 *
 * @module
 */
import { readConfig } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { assemble } from "@/lib/services/assemble.ts";
import type { Ingest } from "@/lib/ingest/ingest.ts";
import { Slots } from "@/lib/ingest/slots.ts";
import { startSimulator } from "@/lib/simulator/mod.ts";
import { isFault } from "@/lib/store/check/finding.ts";
import { verify } from "@/lib/store/check/verify.ts";
import { createLogger, type Logger } from "@/lib/telemetry/mod.ts";
import { YearClock } from "./clock.ts";
import { LedgerWriter } from "./ledger.ts";
import { faultsAt, QUARTER_MS, type Span, SYMBOLS } from "./script.ts";
import type { Stop } from "./stops.ts";

/** What a process is told. */
export interface Orders {
  /** The data folder. */
  readonly dir: string;
  /** Where the ledger of lies and the log are kept. */
  readonly notes: string;
  readonly span: Span;
  /** When the process starts, epoch milliseconds. */
  readonly now: number;
  /** What ends it; the span's end does where that is `null`. */
  readonly stop: Stop | null;
  /** Slots during whose run the machine sleeps for 40 minutes. */
  readonly naps: readonly number[];
  readonly retention: { readonly days: number; readonly bytes: number };
}

/** Written to standard output when the slot begins at which the process ends. */
export const AT_THE_END = "at the end\n";

const NAP_MS = 40 * 60_000;
/** A slot's run begins this much later: what a timer takes. */
const TIMER_MS = 40;

if (import.meta.main) await operate(JSON.parse(Deno.args[0] ?? ""));

async function operate({ dir, notes, span, now: start, stop, naps, retention }: Orders): Promise<void> {
  const cron = span.slotMs === QUARTER_MS ? "*/15 * * * *" : "0 * * * *";
  const clock = new YearClock(start);
  const ledger = new LedgerWriter(`${notes}/told.jsonl`);
  const log = Deno.openSync(`${notes}/log.jsonl`, { append: true, create: true });
  const encoder = new TextEncoder();
  const simulator = await startSimulator({
    now: clock.now,
    hours: "exchange",
    seed: span.seed,
    key: "k",
    callsPerMinute: 60,
    onAnswer(answer) {
      ledger.note(answer);
      if (answer.fault === "hang" || answer.fault === "stall") clock.hang();
    },
  });
  const config = readConfig({
    FINNHUB_API_KEY: "k",
    FINNHUB_BASE_URL: simulator.baseUrl,
    SHARED_DATA_PATH: dir,
    STOCK_SYMBOLS: SYMBOLS.join(),
    INGEST_CRON: cron,
    RETENTION_DAYS: String(retention.days),
    RETENTION_BYTES: String(retention.bytes),
  });
  const logger = createLogger({
    level: "WARNING",
    now: clock.now,
    write: (line) => void log.writeSync(encoder.encode(line.endsWith("\n") ? line : `${line}\n`)),
  });
  const app = await assemble(config, logger, clock.now, clock.sleep);
  const { ingest } = app.services;
  if (ingest === null) throw new Error("The process does not ingest");
  const slots = new Slots(cron);

  let trigger: "startup" | "schedule" = "startup";
  for (let slot = slots.previous(start); slot < span.until; slot = slots.next(clock.now())) {
    clock.set(slot + TIMER_MS);
    const undo = faultsAt(slot, span).map((fault) => simulator.fault(fault));
    const isLast = slot === stop?.slot;
    if (isLast && stop.how === "kill") Deno.stdout.writeSync(encoder.encode(AT_THE_END));
    const run = runSlot(ingest, slot, trigger, slots, clock);
    if (naps.includes(slot)) setTimeout(() => clock.set(clock.now() + NAP_MS), 5);
    if (isLast && stop.how === "stop") await new Promise((resolve) => setTimeout(resolve, stop.afterMs));
    else {
      await run;
      // Whatever the process before was killed in is put right by now.
      if (trigger === "startup") await verified(dir, clock, logger);
    }
    if (isLast && stop.how === "kill") await new Promise(() => setInterval(() => {}, 60_000));
    if (isLast) break;
    for (const end of undo) end();
    trigger = "schedule";
  }
  await app.stop();
  await simulator.close();
  ledger.close();
  log.close();
}

/** Says what is wrong with the volume in the log, whose errors are problems of the year. */
async function verified(dir: string, { now }: YearClock, logger: Logger): Promise<void> {
  const { ok, findings } = await verify(dir, DATASETS, now, true);
  if (!ok) logger.error("Volume not clean after a start", { findings: findings.filter(isFault).slice(0, 3) });
}

/** Runs a slot, and as the timer would each that comes meanwhile. */
async function runSlot(
  ingest: Ingest,
  slot: number,
  trigger: "startup" | "schedule",
  slots: Slots,
  clock: YearClock,
): Promise<void> {
  const meanwhile: Promise<void>[] = [];
  const takeBack: (() => void)[] = [];
  const expect = () => {
    takeBack.push(clock.alarm(slots.next(clock.now()), () => {
      meanwhile.push(ingest.runSlot(slots.previous(clock.now()), "schedule"));
      expect();
    }));
  };
  expect();
  await ingest.runSlot(slot, trigger);
  for (const undo of takeBack) undo();
  await Promise.all(meanwhile);
}
