/** Paths of the pages that the service worker keeps, the newest first. */
export async function keptPages(): Promise<readonly string[]> {
  if (!("caches" in globalThis)) return [];
  const kept = await (await caches.open("pages-1")).keys();
  return kept.map(({ url }) => new URL(url).pathname).filter((path) => path !== "/offline").reverse();
}
