/**
 * `dev.ts` watches and serves; `dev.ts build` builds for production; `dev.ts build --if-stale` only when needed.
 *
 * @module
 */
import { Builder } from "fresh/dev";

const builder = new Builder({ root: import.meta.dirname ?? Deno.cwd() });

if (!Deno.args.includes("build")) {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => stop.abort());
  await builder.listen({ signal: stop.signal });
} else if (!Deno.args.includes("--if-stale") || await builder.isStale()) {
  await builder.build();
}
