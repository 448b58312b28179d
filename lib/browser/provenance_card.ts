import { formatClock } from "@/lib/market/format.ts";
import { wakeCopyButtons } from "./copy.ts";

/** Space between a number and its card, and between the card and the edge, CSS pixels. */
const GAP = 6;
const EDGE = 8;
/** Where this holds the card is a sheet at the foot of the screen; as in the style sheet. */
const SHEET = "(max-width: 40rem)";

/** What a card needs of the page it is on. */
export interface CardOptions {
  /** When what an address is about reached this screen, ISO 8601 UTC. */
  readonly shownAt: (address: URL) => string;
}

/** The card that tells where a number is from: one for the page, moved to the number that was chosen. */
export class ProvenanceCard {
  readonly #options: CardOptions;
  readonly #popover = document.createElement("div");
  readonly #content = document.createElement("div");
  readonly #back: HTMLButtonElement;
  /** Addresses that led here, the one shown last. */
  #trail: string[] = [];
  #figure: HTMLElement | null = null;
  #loading = new AbortController();

  constructor(options: CardOptions) {
    this.#options = options;
    const popover = this.#popover;
    popover.className = "provenance-popover";
    popover.popover = "auto";
    popover.setAttribute("role", "dialog");
    popover.setAttribute("aria-label", "Where this number is from");
    this.#back = button("‹ Back", () => this.#goBack());
    const bar = document.createElement("div");
    bar.className = "provenance-bar";
    bar.append(this.#back, button("Close", () => popover.hidePopover()));
    this.#content.className = "provenance-content";
    popover.append(bar, this.#content);
    popover.addEventListener("toggle", (event) => {
      if (event.newState === "closed") this.#closed();
    });
    document.body.append(popover);
  }

  /** Opens it for a number; for one that is in the card itself it goes on to that. */
  async show(figure: HTMLAnchorElement): Promise<void> {
    const isWithin = this.#popover.contains(figure);
    this.#trail = isWithin ? [...this.#trail, figure.href] : [figure.href];
    if (!isWithin) this.#figure = figure;
    await this.#load();
  }

  #goBack(): void {
    this.#trail = this.#trail.slice(0, -1);
    this.#load().catch(reportError);
  }

  async #load(): Promise<void> {
    const href = this.#trail.at(-1);
    if (href === undefined) return;
    this.#loading.abort();
    const { signal } = this.#loading = new AbortController();
    // It comes whole: a card that grew would move.
    this.#figure?.setAttribute("aria-busy", "true");
    const card = await fetchCard(href, signal);
    this.#figure?.removeAttribute("aria-busy");
    if (signal.aborted) return;
    this.#back.hidden = this.#trail.length < 2;
    this.#content.replaceChildren(card ?? paragraph("That cannot be told just now."));
    wakeCopyButtons(this.#content);
    const shown = this.#content.querySelector<HTMLTimeElement>("[data-on-screen]");
    // What is reckoned is of the moment at which the card was made.
    if (shown !== null && !href.includes("dataset=figures")) {
      shown.dateTime = this.#options.shownAt(new URL(href));
      shown.textContent = formatClock(shown.dateTime);
    }
    if (!this.#popover.matches(":popover-open")) this.#open();
    this.#place();
    this.#content.scrollTop = 0;
    this.#content.querySelector<HTMLElement>("[tabindex='-1'], a")?.focus({ preventScroll: true });
  }

  #open(): void {
    // The number as its source: the tabulator goes on from there when it leaves the card.
    const options = { source: this.#figure ?? undefined };
    // As browsers have it since 2025; others pass the argument by.
    (this.#popover.showPopover as (options: object) => void).call(this.#popover, options);
  }

  #closed(): void {
    this.#loading.abort();
    this.#trail = [];
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body ||
      this.#popover.contains(activeElement);
    if (isLost && this.#figure?.isConnected) this.#figure.focus({ preventScroll: true });
  }

  /** Below the number where there is room, else above; never off the screen. */
  #place(): void {
    const { style } = this.#popover;
    style.left = style.top = "";
    if (matchMedia(SHEET).matches || this.#figure === null) return;
    const at = this.#figure.getBoundingClientRect();
    const { width, height } = this.#popover.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = at.bottom + GAP;
    const top = below + height + EDGE > clientHeight ? at.top - GAP - height : below;
    style.left = `${Math.max(EDGE, Math.min(at.left, clientWidth - width - EDGE))}px`;
    style.top = `${Math.max(EDGE, top)}px`;
  }
}

async function fetchCard(href: string, signal: AbortSignal): Promise<Element | null> {
  const { pathname, search } = new URL(href);
  try {
    const response = await fetch(`${pathname}/card${search}`, { signal, headers: { accept: "text/html" } });
    if (!response.ok) return null;
    const { body } = new DOMParser().parseFromString(await response.text(), "text/html");
    return body.querySelector("#provenance");
  } catch (error) {
    if (!signal.aborted) reportError(error);
    return null;
  }
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = "body soft";
  element.textContent = text;
  return element;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}
