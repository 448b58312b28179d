import { until } from "./_redis_server.ts";
import {
  type Bus,
  type BusMessages,
  type Channel,
  createBus,
  type DataIngested,
  type ServiceStatus,
} from "./mod.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";

/** A time. */
export const AT = "2026-07-01T12:00:00.000Z";

/** What a run says at its end. */
export function ingested(run_id: string): DataIngested {
  const file = {
    dataset: "stock_quotes",
    path: "stock_quotes_20260701_120000.csv",
    rows: 7,
    sha256: "a",
    changed: true,
  };
  return {
    run_id,
    slot: AT,
    status: "complete",
    started_at: AT,
    finished_at: AT,
    files: [{ ...file, dataset: "stock_quotes" }],
    quarantined: 0,
    errors: [],
  };
}

/** What a run says under way. */
export function progress(done: number): BusMessages["ingest_progress"] {
  return {
    run_id: "r",
    slot: AT,
    phase: "running",
    done,
    total: 9,
    running: "company_news AAPL",
    started_at: AT,
  };
}

/** What a process says of itself. */
export function status(instance: string, state: ServiceStatus["state"] = "ready"): ServiceStatus {
  return {
    instance,
    role: "all",
    state,
    version: "1.0.0",
    started_at: AT,
    updated_at: AT,
    last_run: "",
    next_run: AT,
    redis: "disconnected",
  };
}

/** One message that a peer heard. */
export interface Heard {
  readonly channel: Channel;
  readonly message: BusMessages[Channel];
  readonly foreign: boolean;
}

/** A process on the bus. */
export interface Peer extends AsyncDisposable {
  readonly bus: Bus;
  readonly heard: Heard[];
  readonly lines: string[];
  /** Ids of the runs heard of, in order. */
  runs(foreign?: boolean): string[];
}

/** A process on the bus that remembers what it hears and logs. */
export async function peer(
  instance: string,
  redis: { port: number } | null,
  auth: { username?: string; password?: string } = {},
): Promise<Peer> {
  const lines: string[] = [];
  const logger = createLogger({ level: "DEBUG", write: (line) => lines.push(line) });
  const config = redis &&
    { host: "127.0.0.1", port: redis.port, username: "", password: "", tls: false, ...auth };
  const bus = await createBus({ redis: config, instance, logger, now: Date.now });
  const heard: Heard[] = [];
  for (const channel of ["data_ingested", "ingest_progress", "service_status"] as const) {
    bus.subscribe(channel, (message, foreign) => heard.push({ channel, message, foreign }));
  }
  const runs = (foreign?: boolean) =>
    heard.filter((one) =>
      one.channel === "data_ingested" && (foreign === undefined || one.foreign === foreign)
    )
      .map(({ message }) => "run_id" in message ? message.run_id : "");
  return { bus, heard, lines, runs, [Symbol.asyncDispose]: () => bus.close() };
}

/** Resolves when all of them have their Redis. */
export const connected = (...peers: Peer[]) =>
  until(() => peers.every(({ bus }) => bus.status().connected), "all are connected");
