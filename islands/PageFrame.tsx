import { useEffect } from "preact/hooks";
import { KeyReader } from "@/lib/browser/frame/keys.ts";
import { keepForOffline, reviveWhenBack } from "@/lib/browser/frame/offline.ts";
import { dressForPrint } from "@/lib/browser/frame/print.ts";
import { SETTINGS_CHANGED, watchSettings } from "@/lib/browser/frame/settings.ts";
import { showIcon, showInTab } from "@/lib/browser/frame/tab.ts";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { addressAt } from "@/lib/market/address.ts";

/**
 * What every page does beside its content: settings that count at once, keys, the palette, the tab's title and icon,
 * and what is kept for times without a network. Shows nothing itself.
 */
export default function PageFrame({ seed, styles }: {
  seed: LiveSeed;
  /** Address of the palette's style sheet. */
  styles: string;
}) {
  const { quotes, ingested, now } = useLive(seed);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    watchSettings(signal);
    reviveWhenBack(signal);
    dressForPrint(() => now.peek(), signal);
    // After what the page itself needs.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => keepForOffline());
    else keepForOffline();
    document.addEventListener(SETTINGS_CHANGED, () => showIcon(quotes.value), { signal });
    return () => stop.abort();
  }, []);
  useEffect(() =>
    // Once a slot: a title that changes all the time is noise, and screen readers may say it.
    ingested.subscribe((count) => {
      if (count > 0) showInTab(quotes.value);
    }), []);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const open = async (what: "palette" | "help") => {
      const { openKeys, openPalette, style } = await import("@/lib/browser/palette/mod.tsx");
      await style(styles);
      if (what === "help") openKeys();
      else openPalette({ quotes: quotes.value, past: seed.past });
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
    document.querySelector("[data-palette]")?.addEventListener(
      "click",
      () => open("palette").catch(reportError),
      {
        signal,
      },
    );
    return () => stop.abort();
  }, []);
  return null;
}
