import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Row } from "@/lib/datasets/dataset.ts";

/** Fetches an island's own data again whenever a run has ended. A failure leaves what is shown. */
export function useRefetch<Body = { readonly rows: readonly Row[] }>(
  ingested: Signal<number>,
  address: string,
  take: (body: Body) => void,
): void {
  useEffect(() => {
    let cancelled = new AbortController();
    const stop = ingested.subscribe((count) => {
      if (count === 0) return;
      cancelled.abort();
      cancelled = new AbortController();
      readJson<Body>(address, cancelled.signal).then((body) => body !== null && take(body));
    });
    return () => {
      stop();
      cancelled.abort();
    };
  }, [address]);
}

/** What an address of the API answers; `null` where it does not: the page says in its bar when the server is away. */
export async function readJson<Body>(address: string, signal: AbortSignal): Promise<Body | null> {
  try {
    const response = await fetch(address, { signal, headers: { accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch (error) {
    if (!signal.aborted) reportError(error);
    return null;
  }
}
