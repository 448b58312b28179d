import { addressAt } from "@/lib/market/address.ts";
import {
  choiceAddress,
  COMPARE_RANGES,
  type CompareChoice,
  MOST_COMPARED,
} from "@/lib/market/compare/choice.ts";
import { LineSwatch } from "./LineSwatch.tsx";

/** What is compared over which range: links and one form, which need no JavaScript. */
export function CompareTools({ choice, watchlist, past, onScale }: {
  choice: CompareChoice;
  /** Symbols that are offered. */
  watchlist: readonly string[];
  past: string | undefined;
  /** Takes a scale at once; without it the link is followed. */
  onScale: ((scale: CompareChoice["scale"]) => void) | null;
}) {
  const { symbols, range, scale } = choice;
  const hrefOf = (changed: Partial<CompareChoice>) =>
    addressAt(`/compare${choiceAddress({ ...choice, ...changed })}`, past);
  const others = watchlist.filter((symbol) => !symbols.includes(symbol));
  return (
    <div class="compare-tools">
      <form class="compare-choice" method="get" action="/compare">
        <ul aria-label="Compared symbols">
          {symbols.map((symbol, slot) => (
            <li key={symbol} class="chip">
              <LineSwatch slot={slot} /> {symbol}
              <a
                href={hrefOf({ symbols: symbols.filter((each) => each !== symbol) })}
                aria-label={`Remove ${symbol}`}
                title={`Remove ${symbol}`}
              >
                ×
              </a>
            </li>
          ))}
        </ul>
        <input type="hidden" name="symbols" value={symbols.join()} />
        <input type="hidden" name="range" value={range} />
        {scale === "log" && <input type="hidden" name="log" value="1" />}
        {past !== undefined && <input type="hidden" name="at" value={past} />}
        {symbols.length < MOST_COMPARED && (
          <span class="compare-add">
            <input
              type="text"
              name="symbols"
              list="compare-watchlist"
              aria-label="Add symbols"
              placeholder="Add a symbol"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxLength={200}
            />
            <datalist id="compare-watchlist">
              {others.map((symbol) => <option key={symbol} value={symbol} />)}
            </datalist>
            <button type="submit">Add</button>
          </span>
        )}
      </form>
      <div class="compare-ranges">
        <nav class="segments" aria-label="Range">
          {COMPARE_RANGES.map((each) => (
            <a
              key={each}
              class="button"
              href={hrefOf({ range: each })}
              aria-current={each === range ? "true" : undefined}
            >
              {each}
            </a>
          ))}
        </nav>
        <nav class="segments" aria-label="Scale">
          {(["linear", "log"] as const).map((each) => (
            <a
              key={each}
              class="button"
              href={hrefOf({ scale: each })}
              aria-current={each === scale ? "true" : undefined}
              onClick={(event) => {
                if (onScale === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onScale(each);
              }}
            >
              {each === "log" ? "Log" : "Linear"}
            </a>
          ))}
        </nav>
      </div>
    </div>
  );
}
