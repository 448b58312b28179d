import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { swap } from "@/lib/browser/freshen.ts";

/** What somebody types is asked for once they pause, milliseconds. */
const PAUSE_MS = 150;

/**
 * Lets a form of the page, sent by GET, answer while it is filled in: the element marked `data-fresh={target}` becomes
 * what the address of the form shows, and the address is this page's. Without a script the form is an ordinary one.
 * Shows nothing; says how many there are where the element has `data-count`.
 */
export default function InstantForm({ form, target }: {
  /** Id of the form. */
  form: string;
  /** Name of the element that it changes. */
  target: string;
}) {
  const said = useSignal("");
  useEffect(() => {
    const element = document.getElementById(form);
    if (!(element instanceof HTMLFormElement)) return;
    const stop = new AbortController();
    let asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = async () => {
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      try {
        await swap(target, addressOf(element), signal);
        said.value = document.querySelector(`[data-fresh="${target}"] [data-count]`)?.textContent ?? "";
      } catch (error) {
        // Overtaken by what was typed next; otherwise the button still sends the form.
        if (!signal.aborted) reportError(error);
      }
    };
    element.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE_MS);
    }, { signal: stop.signal });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      show();
    }, { signal: stop.signal });
    return () => {
      clearTimeout(timer);
      asking.abort();
      stop.abort();
    };
  }, []);
  return <span role="status" class="visually-hidden">{said.value}</span>;
}

/** Where a form leads, what was left empty aside. */
function addressOf(form: HTMLFormElement): string {
  const address = new URL(form.getAttribute("action") ?? "", location.href);
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.append(name, value);
  }
  address.search = query.toString();
  return address.href;
}
