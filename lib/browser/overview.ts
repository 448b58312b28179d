import { computed, type Signal, signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import type { Overview } from "@/lib/services/overview.ts";
import { type LiveSeed, useLive } from "./live.ts";

/** Where it is fetched. */
const ADDRESS = "/api/overview";

let shared: Signal<Overview> | undefined;

/**
 * What the market page shows beside the quotes. In the browser it is one for all islands, fetched again when a run has
 * ended or the list of symbols is another; on the server it is what the page was rendered with.
 */
export function useOverview(seed: LiveSeed, initial: Overview): Signal<Overview> {
  if (!IS_BROWSER) return signal(initial);
  return shared ??= follow(seed, signal(initial));
}

function follow(seed: LiveSeed, overview: Signal<Overview>): Signal<Overview> {
  if (seed.past !== undefined) return overview;
  const { ingested, quotes } = useLive(seed);
  const list = computed(() => quotes.value.map(({ symbol }) => symbol).join());
  let before = `${ingested.value} ${list.value}`;
  let asked = 0;
  computed(() => `${ingested.value} ${list.value}`).subscribe((state) => {
    if (state === before) return;
    before = state;
    const request = ++asked;
    fetchOverview().then((fresh) => {
      // An answer that was overtaken is not shown.
      if (fresh !== null && request === asked) overview.value = fresh;
    });
  });
  return overview;
}

/**
 * A server that is away leaves what is shown: the bar says so, and the snapshot that comes when it is back asks again.
 */
async function fetchOverview(): Promise<Overview | null> {
  try {
    const response = await fetch(ADDRESS, { headers: { accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch (error) {
    // What `fetch` throws without a network, and when the page is left meanwhile.
    if (error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}
