/**
 * `dev.ts` watches and serves; `dev.ts build` builds for production; `dev.ts build --if-stale` only when needed.
 *
 * @module
 */
import { Builder } from "fresh/dev";
import { leanUplot } from "@/lib/build/lean_uplot.ts";

const builder = new Builder({
  root: import.meta.dirname ?? Deno.cwd(),
  // The frame is on every page; a chart shares most with what it loads later.
  shared: ["islands/frame.tsx", "islands/market.tsx", "islands/stock.tsx", "lib/browser/chart/mod.ts"],
  plugins: [leanUplot()],
});

if (!Deno.args.includes("build")) {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => stop.abort());
  await builder.listen({ signal: stop.signal });
} else if (!Deno.args.includes("--if-stale") || await builder.isStale()) {
  await builder.build();
}
