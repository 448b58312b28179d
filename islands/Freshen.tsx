import { useEffect } from "preact/hooks";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { freshen } from "@/lib/browser/freshen.ts";
import { followSwapLinks } from "@/lib/browser/swap_links.ts";

/**
 * Renews what the server rendered, wherever `data-fresh` says so, when a run has ended, and lets links that change one
 * such element do so in place. Shows nothing itself.
 */
export default function Freshen({ seed }: { seed: LiveSeed }) {
  const { ingested } = useLive(seed);
  useEffect(() => {
    const stop = new AbortController();
    const end = ingested.subscribe((count) => {
      if (count > 0) freshen(stop.signal).catch((error) => !stop.signal.aborted && reportError(error));
    });
    return () => {
      end();
      stop.abort();
    };
  }, []);
  useEffect(() => followSwapLinks(document), []);
  return null;
}
