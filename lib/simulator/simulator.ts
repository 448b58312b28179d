import { answer, json, type Reply, tooMany, unauthorized } from "./api.ts";
import { control, CONTROL_PATH } from "./control.ts";
import type { Hours } from "./day.ts";
import { type Fault, type FaultKind, Faults } from "./faults.ts";
import { Limits } from "./limits.ts";
import { SymbolFile } from "./symbol_file.ts";
import { TradesServer } from "./trades_server.ts";
import type { Plan, World } from "./world.ts";

/** Options of {@linkcode startSimulator}. */
export interface SimulatorOptions {
  /** @default 0, a free one */
  readonly port?: number;
  /** Fixes every price and document. @default 1 */
  readonly seed?: number;
  /** The simulated world's clock, epoch ms; the rate limits run on it too. @default Date.now */
  readonly now?: () => number;
  /** @default "free" */
  readonly plan?: Plan;
  /** @default "always" */
  readonly hours?: Hours;
  /** The one key that is accepted. @default "simulated" */
  readonly key?: string;
  /** @default 3000 */
  readonly callsPerMinute?: number;
  /** @default Finnhub's 30, or a twentieth of the minute's where that is more */
  readonly callsPerSecond?: number;
  /** Time between two trade messages of a symbol. @default 1000 */
  readonly tradesIntervalMs?: number;
  /** Time between two pings of the socket. @default 60000 */
  readonly pingIntervalMs?: number;
  /** Told of every answer before it is sent: a ledger of what was true and what was not. */
  readonly onAnswer?: (answer: GivenAnswer) => void;
}

/** One answer as it goes out. */
export interface GivenAnswer {
  readonly path: string;
  readonly params: URLSearchParams;
  /** Epoch ms by the simulator's clock. */
  readonly at: number;
  readonly status: number;
  readonly body: string;
  /** What went wrong with it on request; `null` where nothing did. */
  readonly fault: FaultKind | null;
}

/** One call that the simulator answered, or is hanging on. */
export interface RequestRecord {
  readonly method: string;
  /** Below `/api/v1`, for instance `/quote`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch ms by the simulator's clock. */
  readonly at: number;
  readonly status: number;
}

/** A running stand-in for Finnhub, on loopback. */
export interface Simulator {
  /** `http://127.0.0.1:<port>/api/v1` */
  readonly baseUrl: string;
  /** `ws://127.0.0.1:<port>/ws` */
  readonly wsUrl: string;
  /** The latest calls, oldest first, at most {@link KEPT_REQUESTS}. */
  readonly requests: readonly RequestRecord[];
  /** Lets calls go wrong; the returned function takes the fault back. */
  fault(fault: Fault): () => void;
  /** Ends everything: sockets, hanging and stalled answers, timers, listeners. */
  close(): Promise<void>;
}

/** Calls remembered for inspection. */
export const KEPT_REQUESTS = 5000;

const API = "/api/v1";
const HOST = "127.0.0.1";

/** Starts a stand-in Finnhub on loopback. Throws what listening throws when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, plan = "free", hours = "always", key = "simulated", callsPerMinute = 3000 } = options;
  const now = options.now ?? Date.now;
  const perSecond = options.callsPerSecond ?? Math.max(30, Math.ceil(callsPerMinute / 20));
  const limits = new Limits(callsPerMinute, perSecond);
  const faults = new Faults();
  const requests: RequestRecord[] = [];
  const closing = new AbortController();
  const world = (): World => ({ seed, plan, hours, now: now() });
  const trades = new TradesServer({ world, ...options });
  const file = new SymbolFile({ seed, now });

  function call(request: Request, path: string, params: URLSearchParams): Reply {
    const at = now();
    const sent = request.headers.get("x-finnhub-token") ?? params.get("token");
    let reply: Reply;
    let kind: FaultKind | null = null;
    if (sent !== key) reply = unauthorized();
    else {
      const verdict = limits.admit(at);
      if (!verdict.allowed) reply = tooMany(verdict.headers);
      else {
        const fault = faults.take(path, params.get("symbol"), at);
        kind = fault?.kind ?? null;
        reply = path === "/stock/symbol" && fault === null
          ? { ...json(null, 302, { location: file.address() }), body: "" }
          : answer({ ...world(), now: at }, path, params, fault, verdict.headers);
      }
    }
    const { method, headers } = request;
    requests.push({
      method,
      path,
      params: Object.fromEntries(params),
      headers: Object.fromEntries(headers),
      at,
      status: reply.status,
    });
    if (requests.length > KEPT_REQUESTS) requests.splice(0, requests.length - KEPT_REQUESTS);
    options.onAnswer?.({ path, params, at, status: reply.status, body: reply.body, fault: kind });
    // Its own clock, as it tells the time everywhere else.
    return { ...reply, headers: { date: new Date(at).toUTCString(), ...reply.headers } };
  }

  const server = Deno.serve(
    { hostname: HOST, port: options.port ?? 0, onListen: () => {} },
    (request, info) => {
      const url = new URL(request.url);
      if (url.pathname === "/ws") {
        return url.searchParams.get("token") === key
          ? trades.accept(request, key)
          : send(unauthorized(), closing.signal);
      }
      if (url.pathname.startsWith(CONTROL_PATH)) return control(request, { faults, requests });
      if (!url.pathname.startsWith(`${API}/`)) {
        return send(
          json({ error: "Not found." }, 404),
          closing.signal,
        );
      }
      return send(
        call(request, url.pathname.slice(API.length), url.searchParams),
        closing.signal,
        info,
      );
    },
  );

  return await Promise.resolve({
    baseUrl: `http://${HOST}:${server.addr.port}${API}`,
    wsUrl: `ws://${HOST}:${server.addr.port}/ws`,
    requests,
    fault(fault: Fault) {
      const id = faults.add(fault);
      return () => faults.remove(id);
    },
    async close() {
      closing.abort();
      await trades.close();
      await Promise.all([server.shutdown(), file.close()]);
    },
  });
}

/** Turns a reply into a response; hanging and stalled ones end when the caller leaves or the simulator closes. */
async function send(reply: Reply, closing: AbortSignal, info?: Deno.ServeHandlerInfo): Promise<Response> {
  const headers = { "content-type": reply.type, ...reply.headers };
  if (reply.delivery === "hang") {
    // `request.signal` would do, were it not for the warning that Deno prints when it is read.
    await Promise.race([aborted(closing), info?.completed.catch(() => "the caller gave up, as it should")]);
    return new Response(null, { status: 503 });
  }
  if (reply.delivery === "stall") return stalled(reply.body, closing, headers);
  return new Response(reply.body, { status: reply.status, headers });
}

/** Announces the whole length and sends half of it: closing early then breaks the connection, as an outage does. */
function stalled(body: string, closing: AbortSignal, headers: Record<string, string>): Response {
  const bytes = new TextEncoder().encode(body);
  const cancelled = new AbortController();
  const half = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2)));
      closing.addEventListener("abort", () => controller.close(), { once: true, signal: cancelled.signal });
    },
    cancel() {
      cancelled.abort();
    },
  });
  return new Response(half, { headers: { ...headers, "content-length": String(bytes.length) } });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
