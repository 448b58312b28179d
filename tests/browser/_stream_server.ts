import { build } from "esbuild";
import { LiveHub } from "@/lib/live/mod.ts";
import { ROOT } from "../_server.ts";

/**
 * A server of nothing but an event stream, the real one, and of pages that read it through `lib/browser`. What a page
 * shows is one number, which each event raises by one.
 */
export interface StreamServer {
  readonly url: string;
  /** Streams open now, in the life under way. */
  streams(): number;
  /** Streams asked for so far, by the ids to go on from. */
  readonly asked: readonly string[];
  /** Snapshots given so far. */
  readonly snapshots: number;
  /** Raises the number by one and tells it. */
  publish(times?: number): void;
  /** Number and id as a page opened now carries them. */
  seed(): Seed;
  /** Ends all streams, as the server does every few minutes. */
  endStreams(): void;
  /** While away, streams and snapshots are refused with 503. */
  isAway: boolean;
  /** While silent, streams are accepted and never answered. */
  isSilent: boolean;
  /** Another life: ids count anew. */
  restart(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a page carries. */
export interface Seed {
  readonly id: string;
  readonly shown: number;
}

/** What a page keeps for the test, in `globalThis.probe`. */
export interface Probe {
  /** Number shown. */
  readonly shown: number;
  /** Each number shown; those of a reset are told apart. */
  readonly log: readonly (number | string)[];
  /** What `onState` was told, repetitions left out. */
  readonly states: readonly boolean[];
}

/** A page that reads the stream; `options` are further ones of `openSharedStream`. */
function pageOf(seed: Seed, options: string): string {
  return `<!doctype html><title>Reader</title><link rel="icon" href="data:,"><script type="module">
    import { openSharedStream } from "/lib.js";
    const probe = globalThis.probe = { shown: ${seed.shown}, log: [], states: [] };
    probe.close = openSharedStream({
      url: "/events",
      from: ${JSON.stringify(seed.id)},
      onEvent({ name, data }) {
        const { shown } = name === "reset" ? JSON.parse(data).snapshot : JSON.parse(data);
        probe.shown = shown;
        probe.log.push(name === "reset" ? "reset " + shown : shown);
      },
      onState: (state) => probe.states.at(-1) !== state && probe.states.push(state),
      async fetchSnapshot() {
        const response = await fetch("/snapshot");
        if (!response.ok) throw new Error("Cannot read the snapshot: status " + response.status);
        const data = await response.text();
        return { name: "reset", id: JSON.parse(data).id, data };
      },
      ...${options},
    });
  </script>`;
}

/** Starts it. `/?options=` takes further options of the stream as JSON, `/?seed=` an older seed than the present one; `/blank` reads none. */
export async function startStreamServer(): Promise<StreamServer> {
  const script = await bundled();
  let shown = 0;
  let life = 0;
  let skippedMs = 0;
  let hub = newHub();
  const asked: string[] = [];
  /** What a silent server owes, until the end. */
  const held = Promise.withResolvers<void>();
  const state = { asked, snapshots: 0, isAway: false, isSilent: false };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  return Object.assign(state, {
    url: `http://127.0.0.1:${server.addr.port}`,
    streams: () => hub.status().streams,
    publish(times = 1) {
      for (let i = 0; i < times; i++) hub.publish("quote", { shown: ++shown });
    },
    seed: () => ({ id: hub.lastId(), shown }),
    endStreams: () => void (skippedMs += 600_000),
    restart() {
      hub.drain();
      life++;
      hub = newHub();
    },
    async [Symbol.asyncDispose]() {
      held.resolve();
      await hub.drain();
      await server.shutdown();
    },
  });

  function newHub(): LiveHub {
    return new LiveHub({
      epoch: `life${life}`,
      now: () => Date.now() + skippedMs,
      random: Math.random,
      snapshot: () => ({ shown }),
      timers: {
        every(_, run) {
          const timer = setInterval(run, 20);
          return () => clearInterval(timer);
        },
        after(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
    });
  }

  function answer(request: Request): Response | Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const refusal = () => new Response("No server is available", { status: 503 });
    if (pathname === "/") {
      const seed: Seed = JSON.parse(searchParams.get("seed") ?? JSON.stringify({ id: hub.lastId(), shown }));
      const html = pageOf(seed, searchParams.get("options") ?? "{}");
      return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    if (pathname === "/blank") {
      const html = `<!doctype html><title>Blank</title><link rel="icon" href="data:,">`;
      return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
    }
    if (pathname === "/lib.js") {
      return new Response(script, { headers: { "content-type": "text/javascript" } });
    }
    if (pathname === "/events") {
      asked.push(searchParams.get("from") ?? "");
      if (state.isAway) return refusal();
      if (!state.isSilent) return hub.connect(request);
      return held.promise.then(refusal);
    }
    if (pathname === "/snapshot") {
      if (state.isAway) return refusal();
      state.snapshots++;
      return Response.json({ id: hub.lastId(), snapshot: { shown } }, {
        headers: { "cache-control": "no-store" },
      });
    }
    return new Response(null, { status: 404 });
  }
}

async function bundled(): Promise<string> {
  const { outputFiles: [file] } = await build({
    stdin: {
      contents: `export * from "./shared_stream.ts"; export * from "./event_stream.ts";`,
      resolveDir: `${ROOT}/lib/browser`,
    },
    bundle: true,
    format: "esm",
    write: false,
  });
  return file?.text ?? "";
}
