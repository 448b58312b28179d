/**
 * A style sheet or script without what only its author reads. Nothing in it is made older: what a browser does not know it leaves out.
 *
 * @throws {Error} esbuild's
 */
export async function minify(content: Uint8Array, loader: "css" | "js"): Promise<Uint8Array> {
  // Loaded when needed: it is no part of what serves.
  const esbuild = await import("esbuild");
  try {
    const { code } = await esbuild.transform(content, { loader, minify: true, logLevel: "silent" });
    return new TextEncoder().encode(code);
  } catch (error) {
    // esbuild's process would keep the command from ending.
    await esbuild.stop();
    throw error;
  }
}
