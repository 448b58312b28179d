/** A page that the service worker keeps. */
export interface KeptPage {
  readonly path: string;
  /** When the server made it, ISO 8601 UTC; `null` where its answer did not say. */
  readonly madeAt: string | null;
}

/** The pages that the service worker keeps: the market, then stocks, the newest first. */
export async function keptPages(): Promise<readonly KeptPage[]> {
  if (!("caches" in globalThis)) return [];
  const cache = await caches.open("pages-1");
  const kept = await Promise.all((await cache.keys()).map(async (request) => ({
    path: new URL(request.url).pathname,
    madeAt: timeOf((await cache.match(request))?.headers.get("date")),
  })));
  return kept.filter(({ path }) => path !== "/offline").reverse()
    .sort((a, b) => Number(b.path === "/") - Number(a.path === "/"));
}

function timeOf(date: string | null | undefined): string | null {
  const at = Date.parse(date ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
