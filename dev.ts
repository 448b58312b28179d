/**
 * `dev.ts` watches and serves; `dev.ts build` builds for production; `dev.ts build --if-stale` only when needed.
 *
 * @module
 */
import { Builder } from "fresh/dev";

const builder = new Builder({ root: import.meta.dirname ?? Deno.cwd() });

if (!Deno.args.includes("build")) {
  await builder.listen();
} else if (!Deno.args.includes("--if-stale") || await builder.isStale()) {
  await builder.build();
}
