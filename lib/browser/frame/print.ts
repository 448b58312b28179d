import { formatDateTime } from "@/lib/market/format.ts";

/**
 * Dresses the page for paper while it is printed: light, so that charts, which are drawn in the page's colours, are
 * legible on it, everything unfolded, and the time told at which it was printed.
 * @param now epoch milliseconds, by the server's clock
 */
export function dressForPrint(now: () => number, signal: AbortSignal): void {
  const { dataset } = document.documentElement;
  let undress = () => {};
  addEventListener("beforeprint", () => {
    const theme = dataset["theme"];
    const folded = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
    const time = document.querySelector("[data-printed]");
    if (time !== null) time.textContent = formatDateTime(new Date(now()).toISOString());
    dataset["theme"] = "light";
    folded.forEach((each) => each.open = true);
    undress = () => {
      if (theme === undefined) delete dataset["theme"];
      else dataset["theme"] = theme;
      folded.forEach((each) => each.open = false);
    };
  }, { signal });
  addEventListener("afterprint", () => undress(), { signal });
}
