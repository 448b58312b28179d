import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { type LiveSeed, useLive, useLostAt } from "@/lib/browser/live.ts";
import { useOverview } from "@/lib/browser/overview.ts";
import { remember } from "@/lib/browser/watchlist_request.ts";
import { orderOf, pageOf, queryOf, type WatchView } from "@/lib/market/watch_view.ts";
import type { Overview } from "@/lib/services/overview.ts";
import type { WatchlistChoice } from "@/lib/services/watchlist_choice.ts";
import { useListChanges } from "@/lib/browser/list_changes.ts";
import { EditCell } from "@/routes/(_components)/EditCell.tsx";
import { Pager } from "@/routes/(_components)/Pager.tsx";
import { WatchEditor } from "@/routes/(_components)/WatchEditor.tsx";
import { WatchHead } from "@/routes/(_components)/WatchHead.tsx";
import { UnpolledLine, WatchLine } from "@/routes/(_components)/WatchLine.tsx";
import { WatchTools } from "@/routes/(_components)/WatchTools.tsx";

/** Options of {@linkcode Watchlist}. */
export interface WatchlistProps {
  readonly seed: LiveSeed;
  readonly overview: Overview;
  /** How the reader left it. */
  readonly choice: WatchlistChoice;
  /** Whether this reader may change the server's list. */
  readonly mayChange: boolean;
  /** When prices come, as of the page's making; empty where there are some. */
  readonly waiting?: string;
}

const FORM = "watch-form";

/**
 * The watchlist: sorted, filtered, dense or not, of the server's symbols or the reader's own. Its order stands until the
 * reader asks for another: a list that sorted itself with every price would jump under the finger.
 */
export default function Watchlist(
  { seed, overview: initial, choice, mayChange, waiting = "" }: WatchlistProps,
) {
  const live = useLive(seed);
  const { quotes, market, now } = live;
  const isConnected = useLostAt(live) === null;
  const { levels } = useOverview(seed, initial).value;
  // Who may not change the server's list changes a copy of it, also where a link leads to changing it.
  const isCopying = choice.isEditing && !mayChange;
  const view = useSignal<WatchView>(isCopying ? { ...choice.view, list: "own" } : choice.view);
  const own = useSignal(
    isCopying && choice.own.length === 0 ? seed.snapshot.quotes.map(({ symbol }) => symbol) : choice.own,
  );
  const density = useSignal(choice.density);
  const isEditing = useSignal(choice.isEditing);
  const sortings = useSignal(0);
  const { list, sort, direction, filter } = view.value;
  const server = quotes.value.map(({ symbol }) => symbol);
  const symbols = list === "own" ? own.value : server;
  const changes = useListChanges({ list, own, hasServer: (symbol) => server.includes(symbol) });

  const bySymbol = new Map(quotes.value.map((quote) => [quote.symbol, quote]));
  const levelsOf = useMemo(() => new Map(levels.map((each) => [each.symbol, each])), [levels]);
  const current = orderOf(symbols, view.value, bySymbol, levelsOf);
  const asked = `${sortings.value} ${sort} ${direction} ${filter} ${symbols.join()}`;
  const order = useMemo(() => current, [asked]);
  const { shown, page, pages } = pageOf(order, view.value.page);

  const look = (next: WatchView) => {
    if (next.list !== list) remember("list", next.list === "own" ? "own" : "");
    view.value = next;
    const query = queryOf(next);
    if (seed.past !== undefined) query.set("at", seed.past);
    history.replaceState(history.state, "", `${location.pathname}${query.size > 0 ? `?${query}` : ""}`);
  };
  const changeDensity = () => {
    density.value = density.value === "compact" ? "comfortable" : "compact";
    remember("density", density.value === "compact" ? "compact" : "");
  };
  const edit = () => {
    isEditing.value = !isEditing.value;
    changes.message.value = null;
    if (!isEditing.value || mayChange || list === "own") return;
    if (own.value.length === 0) changes.setOwn(server);
    look({ ...view.value, list: "own" });
  };
  const note = quotes.value.every(({ price }) => price === null) ? waiting : "";
  const isChangeable = isEditing.value && (mayChange || list === "own");
  const buttons = (symbol: string) =>
    isChangeable && <EditCell symbol={symbol} canMove={list === "own" && sort === null} changes={changes} />;
  return (
    <section
      class={`panel watchlist ${density.value}`}
      id="watchlist"
      aria-label="Watchlist"
      tabIndex={-1}
    >
      <WatchTools
        view={view.value}
        form={FORM}
        past={seed.past}
        counts={{ server: server.length, own: own.value.length }}
        isCompact={density.value === "compact"}
        isEditing={isEditing.value}
        isOutdated={sort !== null && current.join() !== order.join()}
        onView={look}
        onDensity={changeDensity}
        onEdit={edit}
        onSortAgain={() => sortings.value++}
      />
      {isChangeable && (
        <WatchEditor list={list} symbols={symbols} message={changes.message.value} onAdd={changes.add} />
      )}
      <div class="scroll">
        <table>
          <caption class="visually-hidden">Watchlist{note !== "" && `. ${note}`}</caption>
          <WatchHead view={view.value} form={FORM} onSort={look} isEditing={isChangeable} />
          <tbody>
            {shown.map((symbol) => {
              const quote = bySymbol.get(symbol);
              return quote === undefined
                ? <UnpolledLine key={symbol} symbol={symbol}>{buttons(symbol)}</UnpolledLine>
                : (
                  <WatchLine
                    key={symbol}
                    quote={quote}
                    levels={levelsOf.get(symbol)}
                    market={market.value}
                    now={now.value}
                    isConnected={isConnected}
                    past={seed.past}
                  >
                    {buttons(symbol)}
                  </WatchLine>
                );
            })}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && (
        <p class="empty">
          {filter !== ""
            ? `Nothing on this list matches “${filter}”.`
            : "Your list is empty: choose Edit, then search for a symbol."}
        </p>
      )}
      {pages > 1 && (
        <Pager
          form={FORM}
          page={page}
          pages={pages}
          total={order.length}
          onPage={(page) => look({ ...view.value, page })}
        />
      )}
    </section>
  );
}
