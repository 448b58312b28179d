/** Time between two looks whether the server is back, milliseconds. */
const LOOK_MS = 5_000;

/**
 * Has the browser keep a service worker, which shows pages seen last where the server does not answer. Browsers have none on pages that came over plain HTTP from another host.
 */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    // What was loaded before there was a worker it did not see.
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    active?.postMessage({ kind: "keep", page: location.href, files });
  } catch (error) {
    // Storage that is full or forbidden, a certificate that is not trusted: the page works without.
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
  }
}

/** A page that was shown without the server says so in its tab, and is loaded again once there is one. */
export function reviveWhenBack(signal: AbortSignal): void {
  if (document.documentElement.dataset["offline"] === undefined) return;
  if (!document.title.startsWith("Offline")) document.title = `Offline · ${document.title}`;
  const look = async () => {
    try {
      const { ok } = await fetch("/healthz", { cache: "no-store", signal });
      if (ok) location.reload();
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    }
  };
  globalThis.addEventListener("online", look, { signal });
  const timer = setInterval(look, LOOK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
