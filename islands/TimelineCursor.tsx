import { useEffect } from "preact/hooks";

/** Left to right, row after row; Home and End lead to the ends. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
};

/** What brings a mark to be told of. */
const TELLING = ["focusin", "pointerover"] as const;

/**
 * Lets the marks of a timeline be one stop of the Tab key, with arrow keys from mark to mark; Enter follows the link.
 * What the mark below the pointer, or with the focus, tells stands in the line that waits for it.
 */
export default function TimelineCursor() {
  useEffect(() => {
    const marksOf = () => [...document.querySelectorAll<SVGAElement>("[data-timeline] a")];
    // A run renews the panel: then the marks are others, and none of them is a stop.
    const arm = () => {
      const marks = marksOf();
      if (marks.length > 0 && !marks.some((mark) => mark.getAttribute("tabindex") === "0")) {
        marks.at(-1)?.setAttribute("tabindex", "0");
      }
    };
    const panel = document.getElementById("runs");
    const watcher = new MutationObserver(arm);
    if (panel !== null) watcher.observe(panel, { childList: true, subtree: true });
    arm();
    const step = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      const marks = marksOf();
      const place = marks.findIndex((mark) => mark === document.activeElement);
      if (by === undefined || place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const next = marks[Math.min(marks.length - 1, Math.max(0, place + by))];
      marks[place]?.setAttribute("tabindex", "-1");
      next?.setAttribute("tabindex", "0");
      next?.focus();
    };
    const tell = ({ target }: Event) => {
      const mark = target instanceof Element ? target.closest("[data-timeline] a") : null;
      const line = document.querySelector("[data-timeline-reading]");
      if (mark !== null && line !== null) line.textContent = mark.getAttribute("aria-label");
    };
    document.addEventListener("keydown", step);
    for (const type of TELLING) document.addEventListener(type, tell);
    return () => {
      document.removeEventListener("keydown", step);
      for (const type of TELLING) document.removeEventListener(type, tell);
      watcher.disconnect();
    };
  }, []);
  return null;
}
