import { isSymbol } from "@/lib/config/watchlist.ts";
import type { Answer } from "@/lib/finnhub/answer.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import { symbolSuffix } from "@/lib/finnhub/symbol_suffix.ts";
import type { Services } from "./services.ts";

/** One thing found. */
export interface SymbolMatch {
  readonly symbol: string;
  readonly name: string;
  /** The provider's word for what it is: `Common Stock`; empty where it says none. */
  readonly type: string;
  /** Whether the server polls it. */
  readonly polled: boolean;
}

/** What a search came to. */
export interface SearchView {
  readonly query: string;
  /** The best first. */
  readonly results: readonly SymbolMatch[];
  /** Why the provider was not heard, so that only the watchlist was searched; `null` where it was. */
  readonly note: string | null;
}

type Found = Omit<SymbolMatch, "polled">;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Queries remembered: who types a name sends one for each letter or two. */
const MOST_KEPT = 500;
/** Calls that searching may take of a minute: quotes come first. */
const CALLS_PER_MINUTE = 12;
/** Calls that searching leaves to the rest. */
const LEFT_TO_OTHERS = 6;
const MOST_RESULTS = 12;

/** Searches the provider's symbols. Typing costs few calls: answers are kept, and only so many are asked for. */
export class SymbolSearch {
  readonly #finnhub: Pick<Finnhub, "search" | "budget">;
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly at: number; readonly answer: Promise<Answer<Found[]>> }>();
  #calls: number[] = [];

  constructor(finnhub: Pick<Finnhub, "search" | "budget">, now: () => number) {
    this.#finnhub = finnhub;
    this.#now = now;
  }

  /**
   * What the provider finds, or why it was not heard.
   * @param urgent asked even where typing has used up its share: somebody waits for this very answer
   */
  async find(query: string, urgent = false): Promise<Answer<Found[]> | "busy"> {
    const wanted = query.trim().toUpperCase();
    const now = this.#now();
    const kept = this.#kept.get(wanted);
    if (kept !== undefined && now - kept.at < HOUR_MS) return await kept.answer;
    this.#calls = this.#calls.filter((at) => now - at < MINUTE_MS);
    const isBusy = this.#calls.length >= CALLS_PER_MINUTE ||
      this.#finnhub.budget().remaining <= LEFT_TO_OTHERS;
    if (isBusy && !urgent) return "busy";
    this.#calls.push(now);
    const answer = this.#finnhub.search(wanted).then(readAnswer);
    this.#keep(wanted, now, answer);
    return await answer;
  }

  #keep(wanted: string, at: number, answer: Promise<Answer<Found[]>>): void {
    this.#kept.delete(wanted);
    this.#kept.set(wanted, { at, answer });
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    // A failure is asked again.
    answer.then(({ ok }) => ok || this.#kept.delete(wanted));
  }
}

function readAnswer(answer: Answer<readonly unknown[]>): Answer<Found[]> {
  return answer.ok ? { ...answer, data: answer.data.flatMap((item) => foundIn(item) ?? []) } : answer;
}

function foundIn(item: unknown): Found | null {
  const text = (name: string) => {
    const value = typeof item === "object" && item !== null ? Reflect.get(item, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  // Never rewritten: the provider says itself how it spells BRK.B.
  const symbol = text("symbol");
  return isSymbol(symbol) ? { symbol, name: text("description"), type: text("type") } : null;
}

/**
 * Searches symbols and names: the watchlist, which costs nothing, and what the provider finds.
 * @param query at least a letter
 */
export async function searchView(
  { search, market }: Pick<Services, "search" | "market">,
  query: string,
): Promise<SearchView> {
  const wanted = query.trim().toUpperCase();
  const own = market.quotes().map(({ symbol, name }): Found => ({ symbol, name, type: "" }))
    .filter(({ symbol, name }) => symbol.includes(wanted) || name.toUpperCase().includes(wanted));
  const answer = await search.find(wanted);
  const found = answer !== "busy" && answer.ok ? answer.data : [];
  const bySymbol = new Map([...own, ...found].map((each) => [each.symbol, each]));
  const polled = new Set(market.symbols);
  const results = [...bySymbol.values()]
    .map((each): SymbolMatch => ({ ...each, polled: polled.has(each.symbol) }))
    .toSorted((a, b) => rank(a, wanted) - rank(b, wanted))
    .slice(0, MOST_RESULTS);
  return { query: wanted, results, note: noteOf(answer) };
}

/** The symbol itself, then symbols that begin so, then the rest in the provider's order; foreign listings last. */
function rank({ symbol }: Found, wanted: string): number {
  const place = symbol === wanted ? 0 : symbol.startsWith(wanted) ? 1 : 2;
  return place + (symbol === wanted || symbolSuffix(symbol) === "" ? 0 : 3);
}

function noteOf(answer: Answer<Found[]> | "busy"): string | null {
  if (answer === "busy") {
    return "Many searches at once: only the watchlist was searched. Try again in a minute.";
  }
  if (answer.ok) return null;
  return answer.kind === "refused"
    ? "This key's plan has no search: only the watchlist was searched. A symbol can be added by its exact name."
    : "The provider did not answer: only the watchlist was searched.";
}
