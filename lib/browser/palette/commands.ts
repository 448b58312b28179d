import { choose } from "@/lib/browser/frame/settings.ts";
import { addressAt } from "@/lib/market/address.ts";
import { formatPercent, formatPrice } from "@/lib/market/format.ts";
import { RANGES } from "@/lib/market/history.ts";
import { PAGES } from "@/lib/market/pages.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import { chartCommands } from "./chart_commands.ts";
import type { Command } from "./command.ts";
import { DOWNLOADS } from "./downloads.ts";
import { showKeys } from "./keys_help.tsx";

/** What commands are made of. */
export interface CommandSource {
  readonly quotes: readonly QuoteView[];
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  readonly past: string | undefined;
  readonly location: Pick<Location, "pathname" | "search" | "href">;
}

const STOCK = /^\/stocks\/([^/]+)$/;

/** Everything that can be done from a page: what belongs to the page first, then symbols, pages, actions. */
export function commandsFor({ quotes, past, location }: CommandSource): readonly Command[] {
  const symbol = STOCK.exec(location.pathname)?.[1];
  return [
    ...symbol === undefined ? [] : stockCommands(decodeURIComponent(symbol), past),
    ...PAGES.map(({ path, title, key }): Command => ({
      id: `page ${path}`,
      kind: "Page",
      title,
      keys: `g ${key}`,
      href: addressAt(path, past),
    })),
    ...symbol === undefined
      ? []
      : [...rangeCommands(location.search), ...chartCommands(location.search, past)],
    ...quotes.map(({ symbol, name, price, change_percent }): Command => ({
      id: `symbol ${symbol}`,
      kind: "Symbol",
      title: name === "" ? symbol : `${symbol} ${name}`,
      words: price === null ? "" : `${formatPrice(price)} ${formatPercent(change_percent)}`,
      href: addressAt(`/stocks/${encodeURIComponent(symbol)}`, past),
    })),
    ...actions(past, location),
    ...Object.entries(DOWNLOADS).map(([name, title]): Command => ({
      id: `csv ${name}`,
      kind: "Download",
      title: `${title} as CSV`,
      words: `export data file ${name}`,
      href: addressAt(`/api/datasets/${name}.csv`, past),
    })),
  ];
}

function stockCommands(symbol: string, past: string | undefined): readonly Command[] {
  const history = `/api/datasets/stock_historical.csv?symbol=${encodeURIComponent(symbol)}`;
  return [
    {
      id: "compare this",
      kind: "Page",
      title: `Compare ${symbol} with others`,
      href: addressAt(`/compare?symbols=${encodeURIComponent(symbol)}`, past),
    },
    {
      id: "csv",
      kind: "Download",
      title: `Prices of ${symbol} as CSV`,
      words: "export history",
      href: addressAt(history, past),
    },
  ];
}

/** The chart's ranges; whatever else is chosen of it stays. */
function rangeCommands(search: string): readonly Command[] {
  return RANGES.map((range) => {
    const query = new URLSearchParams(search);
    query.set("range", range);
    return { id: `range ${range}`, kind: "Range", title: range, words: "chart span", href: `?${query}` };
  });
}

function actions(past: string | undefined, { href }: CommandSource["location"]): readonly Command[] {
  const setting = (name: "theme" | "rising", value: string, title: string, words: string): Command => ({
    id: `${name} ${value}`,
    kind: "Setting",
    title,
    words,
    run: () => choose(name, value),
  });
  return [
    { id: "poll", kind: "Action", title: "Poll now", words: "run ingest refresh fetch", run: pollNow },
    {
      id: "link",
      kind: "Action",
      title: "Copy link to this page",
      words: "share address url",
      run: () => copy(href),
    },
    ...past === undefined
      ? []
      : [{ id: "now", kind: "Action", title: "Back to now", href: addressNow(href) }],
    {
      id: "then",
      kind: "Action",
      title: "Time machine",
      words: "past history then",
      run: () => open("past-choice"),
    },
    setting("theme", "light", "Theme: light", "bright day appearance"),
    setting("theme", "dark", "Theme: dark", "night appearance"),
    setting("theme", "system", "Theme: system", "auto appearance"),
    setting("rising", "green", "Gains are green", "colour color up"),
    setting("rising", "red", "Gains are red", "colour color up"),
    {
      id: "compact",
      kind: "Setting",
      title: "Watchlist: compact",
      words: "density dense",
      href: addressAt("/?density=compact", past),
    },
    {
      id: "comfortable",
      kind: "Setting",
      title: "Watchlist: comfortable",
      words: "density",
      href: addressAt("/?density=comfortable", past),
    },
    {
      id: "settings",
      kind: "Setting",
      title: "All settings",
      words: "time zone locale language",
      run: () => openSettings(),
    },
    {
      id: "keys",
      kind: "Help",
      title: "Keys of this page",
      words: "shortcuts help keyboard",
      keys: "?",
      run: () => showKeys(),
    },
  ];
}

async function pollNow(): Promise<string> {
  const response = await fetch("/api/ingest", { method: "POST" });
  if (response.ok) return "A run is on its way.";
  const { detail } = await response.json();
  return typeof detail === "string" ? `${detail}.` : "The server refused to run.";
}

async function copy(href: string): Promise<string> {
  await navigator.clipboard.writeText(href);
  return "Copied.";
}

function addressNow(href: string): string {
  const url = new URL(href);
  url.searchParams.delete("at");
  return `${url.pathname}${url.search}`;
}

/** Opens a popover of the masthead, once the palette is gone. */
function open(id: string): void {
  setTimeout(() => document.getElementById(id)?.showPopover());
}

/** Opens the settings as their link does, once the palette is gone. */
function openSettings(): void {
  setTimeout(() => document.querySelector<HTMLElement>("a[data-settings]")?.click());
}
