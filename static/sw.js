/**
 * The service worker: pages seen last, for times without a server, and files whose address changes with their content.
 * Pages come from the network whenever it answers; what is shown without it says so (`data-offline` on the root
 * element, and every verdict). It never touches the API, the event stream, downloads, or pages of the past.
 */

const PAGES = "pages-1";
const FILES = "files-1";
const OFFLINE = "/offline";
/** Pages kept: the market and the stocks looked at last. */
const MOST_PAGES = 30;
/** Files kept: those of some five versions of the program. */
const MOST_FILES = 200;
/** What a router says while there is no server behind it. */
const AWAY = [502, 503, 504];

addEventListener("install", (event) => event.waitUntil(keepOfflinePage().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (isPage(url)) event.respondWith(showPage(event, url));
  } else if (isForEver(url)) {
    event.respondWith(giveFile(event.request));
  }
});

/** A page that was loaded before there was a worker tells what it is made of. */
addEventListener("message", (event) => {
  if (event.data?.kind === "keep") event.waitUntil(keepLoaded(event.data));
});

async function keepOfflinePage() {
  const response = await fetch(OFFLINE, { cache: "no-store" });
  if (!response.ok) throw new TypeError(`Cannot keep the page for times offline: status ${response.status}`);
  const files = (await response.clone().text()).matchAll(/(?:href|src)="(\/[^"]+)"/g);
  await (await caches.open(PAGES)).put(OFFLINE, response);
  await keepFiles([...files].map(([, path]) => path));
}

async function begin() {
  for (const name of await caches.keys()) {
    if (name !== PAGES && name !== FILES) await caches.delete(name);
  }
  // The page's request is on its way while the worker wakes.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** @param {{ page: string, files: string[] }} loaded addresses, of which the browser has what it got still */
async function keepLoaded({ page, files }) {
  const url = new URL(page, location.origin);
  if (isKept(url)) await keepPage(url, await fetch(url, { cache: "force-cache" }));
  await keepFiles(files);
}

async function showPage(event, url) {
  let response;
  try {
    response = await event.preloadResponse ?? await fetch(event.request);
  } catch (error) {
    const kept = await keptPage(url);
    if (kept === undefined) throw error;
    return kept;
  }
  if (AWAY.includes(response.status)) return await keptPage(url) ?? response;
  if (isKept(url)) event.waitUntil(keepPage(url, response.clone()));
  return response;
}

async function keepPage({ pathname }, response) {
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || response.redirected || !type.startsWith("text/html")) return;
  const cache = await caches.open(PAGES);
  await cache.put(pathname, response);
  await trim(cache, MOST_PAGES);
}

/** The page as it was seen last, marked; the page that says that there is none. */
async function keptPage(url) {
  const cache = await caches.open(PAGES);
  const kept = isKept(url) ? await cache.match(url.pathname) : undefined;
  const response = kept ?? await cache.match(OFFLINE);
  if (response === undefined) return undefined;
  const headers = new Headers(response.headers);
  // The text is not packed any more.
  headers.delete("content-encoding");
  headers.delete("content-length");
  const text = (await response.text()).replace("<html ", '<html data-offline="" ')
    // Before any script, and where none comes: nobody asks for this page, so no verdict of then holds.
    .replaceAll(/data-verdict="(?!never_seen)\w+">[^<]*/g, 'data-verdict="we_are_stale">we are stale');
  return new Response(text, { status: kept === undefined ? 503 : 200, headers });
}

async function giveFile(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (mayStay(response)) {
    await cache.put(request, response.clone());
    await trim(cache, MOST_FILES);
  }
  return response;
}

async function keepFiles(addresses) {
  const cache = await caches.open(FILES);
  for (const address of addresses) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin || !isForEver(url) || await cache.match(url) !== undefined) continue;
    const response = await fetch(url);
    if (mayStay(response)) await cache.put(url, response);
  }
}

/** The oldest first: what is put again is new. */
async function trim(cache, most) {
  const keys = await cache.keys();
  for (
    const key of keys.filter(({ url }) => !url.endsWith(OFFLINE)).slice(0, Math.max(0, keys.length - most))
  ) {
    await cache.delete(key);
  }
}

function isPage({ pathname }) {
  return !/^\/(?:api|share)\/|\.\w+$|^\/(?:metrics|healthz|readyz|version|settings)$/.test(pathname);
}

/** Pages that are of use without a server. One of the past is asked for by its instant, and never shown for another. */
function isKept({ pathname, searchParams }) {
  return !searchParams.has("at") && (pathname === "/" || /^\/stocks\/[^/]+$/.test(pathname));
}

/** Whether another content would have another address. */
function isForEver({ pathname, searchParams }) {
  return pathname.startsWith("/_fresh/") || searchParams.has("__frsh_c");
}

/** As the server says; in development it does not. */
function mayStay(response) {
  return response.ok && !response.redirected && /immutable/.test(response.headers.get("cache-control") ?? "");
}
