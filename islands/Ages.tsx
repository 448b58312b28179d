import { useEffect } from "preact/hooks";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { formatAge, formatAgo } from "@/lib/market/format.ts";

/** Lets the ages grow that the server rendered (`Age`): a page must not look younger than it is. Shows nothing itself. */
export default function Ages({ seed }: { seed: LiveSeed }) {
  const { now } = useLive(seed);
  useEffect(() =>
    now.subscribe((now) => {
      for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-age]")) {
        const text = (element.dataset["age"] === "ago" ? formatAgo : formatAge)(element.dateTime, now);
        if (element.textContent !== text) element.textContent = text;
      }
    }), []);
  return null;
}
