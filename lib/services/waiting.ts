import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import type { Expected, Outlook } from "@/lib/ingest/outlook.ts";
import { formatAgo, formatDateTime, formatTime, zoneName } from "@/lib/market/format.ts";
import type { Known, Services } from "./services.ts";
import { failedRun } from "./troubles.ts";

/** Says of a dataset that has nothing to show (of a symbol; of the market: empty) why, and when that changes. */
export type Waiting = (dataset: DatasetName, symbol: string) => string;

const DAY_MS = 86_400_000;

/** What a page says in place of what is not there; the plan is made once, when the first panel is empty. */
export function waitingFor(services: Services, { at }: Pick<Known, "at">): Waiting {
  let outlook: Outlook | undefined;
  return (name, symbol) => {
    const { ingest, store, now } = services;
    const dataset = store.datasets.find((each) => each.name === name);
    if (at !== null || dataset === undefined) return "Nothing was known then.";
    if (failedRun(store) !== null && !ingest?.progress) {
      // The bar above every page says why, and when it is tried again; what heads a page that it did.
      const words = name === "stock_quotes" ? "Nothing yet: the last run failed." : "Nothing yet.";
      return [words, refusalOf(services, dataset)].filter((part) => part !== "").join(" ");
    }
    if (ingest === null) return "Nothing yet: it comes when the process that ingests has asked for it.";
    outlook ??= ingest.planner.outlook();
    const words = wordsOf(outlook(dataset, symbol), now());
    return [words, refusalOf(services, dataset)].filter((part) => part !== "").join(" ");
  };
}

/** Says when something comes. @param now epoch milliseconds */
export function wordsOf(expected: Expected, now: number): string {
  switch (expected.state) {
    case "running":
      return "Nothing yet: the run under way asks for it.";
    case "planned":
      return `Nothing yet: the run at ${timeOf(expected.at, now)} asks for it.`;
    case "postponed":
      return `Nothing yet: quotes come first, and the provider allows so many calls a minute; about ${
        timeOf(expected.at, now)
      } it should have its turn.`;
    case "asked": {
      const asked = formatAgo(new Date(expected.asked).toISOString(), now);
      return `The provider had nothing when it was asked ${asked}; it is asked again at ${
        timeOf(expected.at, now)
      }.`;
    }
  }
}

/** What the key's plan refuses of a dataset, and what stands in; empty where it refuses nothing. */
export function refusalOf(
  { finnhub }: Pick<Services, "finnhub">,
  { endpoints, substitute }: Dataset,
): string {
  const refused = finnhub.capabilities().some(({ endpoint, allowed }) =>
    !allowed && endpoints.includes(endpoint)
  );
  if (!refused) return "";
  return substitute === undefined
    ? "This key's plan refuses it."
    : `This key's plan refuses it; in its place: ${lowerFirst(substitute)}.`;
}

function timeOf(at: number, now: number): string {
  const iso = new Date(at).toISOString();
  return `${at - now < DAY_MS ? formatTime(iso) : formatDateTime(iso)} ${zoneName()}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
