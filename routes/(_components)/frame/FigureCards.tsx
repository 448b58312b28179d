import { useEffect } from "preact/hooks";
import { watchFigures } from "@/lib/browser/figures.ts";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";

/** Makes every number of a page open the card that tells where it is from. Shows nothing itself. */
export default function FigureCards({ seed }: { seed: LiveSeed }) {
  const { arrived } = useLive(seed);
  useEffect(() => {
    const stop = new AbortController();
    const shownAt = ({ searchParams }: URL) => {
      const symbol = searchParams.get("symbol");
      const at = searchParams.get("dataset") === "stock_quotes" ? arrived.value[symbol ?? ""] : undefined;
      // What no event changes came with the page.
      return at === undefined ? seed.snapshot.at : new Date(at).toISOString();
    };
    const load = once(async () => {
      const { ProvenanceCard } = await import("@/lib/browser/provenance_card.ts");
      return new ProvenanceCard({ shownAt });
    });
    watchFigures((figure) => {
      // Without the script for the card there is its page.
      load().then((card) => card.show(figure)).catch(() => location.assign(figure.href));
    }, stop.signal);
    // A card brings what copies with it; of the pages few have something to copy.
    if (document.querySelector("[data-copy]") !== null) {
      import("@/lib/browser/copy.ts").then(({ wakeCopyButtons }) => wakeCopyButtons(document))
        .catch(reportError);
    }
    return () => stop.abort();
  }, []);
  return null;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}
