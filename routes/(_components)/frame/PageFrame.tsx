import { useEffect } from "preact/hooks";
import { disownVerdicts } from "@/lib/browser/frame/disown.ts";
import { KeyReader } from "@/lib/browser/frame/keys.ts";
import { dressForPrint } from "@/lib/browser/frame/print.ts";
import { noteStream } from "@/lib/browser/frame/stream_note.ts";
import { freshen } from "@/lib/browser/freshen.ts";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { followSwapLinks } from "@/lib/browser/swap_links.ts";
import { addressAt } from "@/lib/market/address.ts";

/** Name of what remembers that this browser has been here before. */
const SEEN = "seen";

/**
 * What every page does beside its islands: renews what the server rendered, wherever `data-fresh` says so, when a run has
 * ended, and lets links that change one such element do so in place; keys, and what they open; the tab's title and
 * icon, paper, the note at its foot, and what is kept for times without a network. Shows nothing itself.
 */
export default function PageFrame({ seed, styles }: {
  seed: LiveSeed;
  /** Address of the style sheet of what opens on request. */
  styles: string;
}) {
  const live = useLive(seed);
  const { quotes, ingested, now } = live;
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const ends = [
      ingested.subscribe((count) => {
        if (count === 0) return;
        freshen(signal).catch((error) => !signal.aborted && reportError(error));
      }),
      followSwapLinks(document),
      ...seed.past === undefined ? [noteStream(live), disownVerdicts(live)] : [],
    ];
    dressForPrint(() => now.peek(), signal);
    // Who looks in once needs no service worker.
    if (wasHere()) {
      import("@/lib/browser/frame/offline.ts").then(({ keepForOffline, reviveWhenBack }) => {
        reviveWhenBack(signal);
        return keepForOffline();
      }).catch(reportError);
    }
    return () => {
      ends.forEach((end) => end());
      stop.abort();
    };
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const open = async (what: "palette" | "help") => {
      const { openKeys, openPalette } = await import("@/lib/browser/palette/open_palette.tsx");
      if (what === "help") await openKeys(styles);
      else await openPalette({ styles, quotes: quotes.value, past: seed.past });
    };
    const reader = new KeyReader();
    document.addEventListener("keydown", (event) => {
      const singleKeys = document.documentElement.dataset["keys"] !== "off";
      const request = reader.read(event, event.timeStamp, singleKeys);
      if (request === null) return;
      event.preventDefault();
      if (request.kind === "go") location.assign(addressAt(request.path, seed.past));
      else open(request.kind).catch(reportError);
    }, { signal });
    document.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[data-palette]")) open("palette").catch(reportError);
      const link = target?.closest("a[data-settings]");
      if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      import("@/lib/browser/frame/settings_menu.ts")
        .then(({ openSettings }) => openSettings(link, styles))
        // Without the form as a popover there is its page.
        .catch(() => location.assign(link.href));
    }, { signal });
    // A setting that had the page loaded anew leaves its menu open.
    if (history.state?.settings) document.querySelector<HTMLElement>("a[data-settings]")?.click();
    return () => stop.abort();
  }, []);
  return null;
}

function wasHere(): boolean {
  try {
    const was = localStorage.getItem(SEEN) !== null;
    localStorage.setItem(SEEN, "1");
    return was;
  } catch (error) {
    // Storage is forbidden, and a worker would be too.
    if (error instanceof DOMException) return false;
    throw error;
  }
}
