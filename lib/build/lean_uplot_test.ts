import assert from "node:assert/strict";
import { build, stop } from "esbuild";
import { leanUplot } from "./lean_uplot.ts";

/** Bundles a program that uses uPlot, made small. */
async function bundled(contents: string, plugins = [leanUplot()]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname ?? "." },
    plugins,
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

Deno.test({
  name: "leanUplot - leaves out what no chart uses, says so for another uPlot, and what it leaves runs",
  // esbuild is a process of its own.
  sanitizeResources: false,
  sanitizeOps: false,
  fn: async () => {
    const program = 'import UPlot from "uplot"; export default UPlot;';
    try {
      const [lean, whole] = [await bundled(program), await bundled(program, [])];
      assert.ok(lean.length < whole.length * 0.9, `${lean.length} of ${whole.length}`);
      assert.doesNotMatch(lean, /\.(spline|stepped|tzDate)=/);
      assert.match(whole, /\.(spline|stepped|tzDate)=/);
    } finally {
      await stop();
    }
    const folder = await Deno.makeTempDir();
    try {
      const other = `${folder}/uPlot.esm.js`;
      await Deno.writeTextFile(other, "export default class {}\n");
      await assert.rejects(
        bundled(`import UPlot from ${JSON.stringify(other)}; export default UPlot;`),
        /found 0 of 9 parts/,
      );
    } finally {
      await stop();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
