import type { Plugin } from "esbuild";

/** What uPlot hangs on its class for others: ways to draw series, which the chart does itself, and help with dates. */
const UNUSED =
  /^\t\((?:paths\.(?:linear|stepped|bars|spline)\s*= \w+)\);\n|^\tuPlot\.(?:join|fmtDate|tzDate|addGap|clipGaps)\s*= \w+;\n/gm;
const UNUSED_COUNT = 9;

/**
 * An esbuild plugin that leaves out of uPlot what no chart here uses, an eighth of it. Nothing is changed in what stays.
 * @throws {Error} for another uPlot than the one it was written for
 */
export function leanUplot(): Plugin {
  return {
    name: "lean-uplot",
    setup(build) {
      build.onLoad({ filter: /[/\\]uPlot\.esm\.js$/ }, async ({ path }) => {
        const source = await Deno.readTextFile(path);
        const found = source.match(UNUSED)?.length ?? 0;
        if (found !== UNUSED_COUNT) {
          throw new Error(
            `Cannot make uPlot lean: found ${found} of ${UNUSED_COUNT} parts, expected all of them`,
          );
        }
        return { contents: source.replaceAll(UNUSED, "") };
      });
    },
  };
}
