/**
 * Development only: reloads the page when a newer build is served. It asks every half second, which also works while
 * the server restarts and needs nothing from it but a static file.
 *
 * @module
 */
const BUILD = "/_fresh/build.json";
const INTERVAL_MS = 500;

async function current(): Promise<string | undefined> {
  const response = await fetch(BUILD, { cache: "no-store" });
  return response.ok ? await response.text() : undefined;
}

async function watch(): Promise<void> {
  let first: string | undefined;
  while (true) {
    try {
      const build = await current();
      first ??= build;
      if (build !== undefined && build !== first) return location.reload();
    } catch (error) {
      // The server restarts: it answers again when the build is done.
      if (!(error instanceof TypeError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}

watch().catch(reportError);
