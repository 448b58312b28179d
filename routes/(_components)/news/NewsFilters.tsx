import type { Facet, NewsFilter } from "@/lib/market/news_filter.ts";
import { formatInteger } from "@/lib/market/format.ts";
import { newsAddress } from "@/lib/market/news_address.ts";

/** Names shown at once; the others unfold. */
const SHOWN = 14;

/** What the news can be narrowed down to: words, companies, publishers. All of it is links and a form. */
export function NewsFilters({ filter, facets, watchlist, past }: {
  filter: NewsFilter;
  facets: { readonly symbols: readonly Facet[]; readonly publishers: readonly Facet[] };
  watchlist: readonly string[];
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  past?: string | undefined;
}) {
  const isNarrow = filter.text !== "" || filter.symbols.length > 0 || filter.publishers.length > 0;
  return (
    <section class="panel news-filters" aria-labelledby="filters-title">
      <h2 id="filters-title" class="visually-hidden">Narrow down</h2>
      <form method="get" action="/news" class="body">
        <label for="q">Words</label>
        <input id="q" type="search" name="q" value={filter.text} maxLength={100} />
        <label for="symbol">Companies</label>
        <input
          id="symbol"
          type="text"
          name="symbol"
          value={filter.symbols.join(" ")}
          list="watched"
          placeholder="AAPL MSFT"
          autoComplete="off"
        />
        <datalist id="watched">
          {watchlist.map((symbol) => <option key={symbol} value={symbol} />)}
        </datalist>
        {filter.publishers.map((name) => <input key={name} type="hidden" name="source" value={name} />)}
        {past !== undefined && <input type="hidden" name="at" value={past} />}
        <div class="filter-actions">
          <button type="submit" class="primary">Show</button>
          {isNarrow && <a class="button" href={newsAddress({ ...NONE, at: past })}>Show all</a>}
        </div>
      </form>
      <Facets
        title="Companies"
        facets={facets.symbols}
        chosen={filter.symbols}
        address={(symbols) => newsAddress({ ...filter, symbols, at: past })}
      />
      <Facets
        title="Publishers"
        facets={facets.publishers}
        chosen={filter.publishers}
        address={(publishers) => newsAddress({ ...filter, publishers, at: past })}
      />
    </section>
  );
}

const NONE: NewsFilter = { text: "", symbols: [], publishers: [] };

function Facets({ title, facets, chosen, address }: {
  title: string;
  facets: readonly Facet[];
  chosen: readonly string[];
  /** Address of the page with these chosen. */
  address: (chosen: string[]) => string;
}) {
  // What is chosen stays in sight, also where it has nothing.
  const missing = chosen.filter((name) => !facets.some((facet) => facet.name === name))
    .map((name) => ({ name, count: 0 }));
  const all = [...missing, ...facets];
  if (all.length === 0) return null;
  const link = ({ name, count }: Facet) => {
    const isChosen = chosen.includes(name);
    const next = isChosen ? chosen.filter((each) => each !== name) : [...chosen, name];
    return (
      <li key={name}>
        <a class="facet" href={address(next)} aria-current={isChosen ? "true" : undefined}>
          {isChosen && <span aria-hidden="true">✓</span>}
          {name} <span class="count">{formatInteger(count)}</span>
        </a>
      </li>
    );
  };
  const isFirst = ({ name }: Facet, i: number) => i < SHOWN || chosen.includes(name);
  const rest = all.filter((facet, i) => !isFirst(facet, i));
  return (
    <div class="facet-group">
      <h3>{title}</h3>
      <ul class="facets">{all.filter(isFirst).map(link)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{formatInteger(rest.length)} more</summary>
          <ul class="facets">{rest.map(link)}</ul>
        </details>
      )}
    </div>
  );
}
