/**
 * For tests of an app's pages.
 *
 * @module
 */
import { registerIslands } from "./islands/render.ts";
import type { Manifest } from "./manifest.ts";
import { type BuildSnapshot, emptySnapshot } from "./snapshot.ts";

/**
 * A snapshot that knows the manifest's islands without a build, so that pages with islands can be rendered in tests
 * through `app.handler()`. The modules it names do not exist.
 */
export function snapshotOf(manifest: Manifest): BuildSnapshot {
  const islands = [...registerIslands(manifest).values()];
  return {
    ...emptySnapshot,
    buildId: "test",
    runtime: "/_fresh/js/runtime.js",
    islands: Object.fromEntries(
      islands.map(({ key }) => [key, { module: `/_fresh/js/${encodeURIComponent(key)}.js`, imports: [] }]),
    ),
  };
}
