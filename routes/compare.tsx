import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import CompareChart from "@/islands/CompareChart.tsx";
import { addressAt } from "@/lib/market/address.ts";
import {
  choiceAddress,
  COMPARE_RANGES,
  type CompareChoice,
  DEFAULT_COMPARE_RANGE,
  readChoice,
} from "@/lib/market/compare/choice.ts";
import { noticesOf } from "@/lib/market/compare/notices.ts";
import { counted } from "@/lib/market/format.ts";
import { chosenSymbols, compareView } from "@/lib/services/compare_view.ts";
import { define } from "@/lib/services/define.ts";
import { oneOf } from "@/lib/services/parameters.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { closeFigures } from "@/lib/services/provenance/daily.ts";
import { pageSeed } from "@/lib/services/status_view.ts";
import { CorrelationTable } from "./(_components)/compare/CorrelationTable.tsx";
import { dateText } from "@/lib/market/stock/words.ts";
import { DaysTable } from "./(_components)/compare/DaysTable.tsx";
import { Falls } from "./(_components)/compare/Falls.tsx";
import { FiguresTable } from "./(_components)/compare/FiguresTable.tsx";
import { ScatterPlot } from "./(_components)/compare/ScatterPlot.tsx";
import { Panel } from "./(_components)/Panel.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    oneOf(url.searchParams, "range", COMPARE_RANGES, DEFAULT_COMPARE_RANGE);
    const read = readChoice(url.searchParams);
    // A form sends what was there and what is added apart; an address that people share says it once.
    if (url.searchParams.getAll("symbols").length > 1 && read.malformed.length + read.beyond.length === 0) {
      const at = url.searchParams.get("at") ?? undefined;
      const location = addressAt(`/compare${choiceAddress(read)}`, at);
      return new Response(null, { status: 303, headers: { location } });
    }
    const known = await knownOnPage({ url, state });
    const asked = { ...read, symbols: chosenSymbols(known, read) };
    const view = compareView(known, asked);
    const choice: CompareChoice = { symbols: view.symbols, range: read.range, scale: read.scale };
    return page({
      seed: pageSeed(state),
      view,
      choice,
      notices: noticesOf(read, view.unknown, view.common),
      closeOf: closeFigures(known),
      past: pastOf(known),
    });
  },
});

export default define.page<typeof handler>(function ComparePage({ data }) {
  const { seed, view, choice, notices, closeOf, past } = data;
  const { common, figures, together } = view;
  const { symbols, date, closes } = common;
  const slotOf = (symbol: string) => choice.symbols.indexOf(symbol);
  const [from = "", to = ""] = [date[0], date.at(-1)];
  const csv = addressAt(`/api/compare.csv${choiceAddress({ ...choice, scale: "linear" })}`, past);
  const dots = figures.flatMap(({ symbol, volatility, perYear, change }) =>
    volatility === null ? [] : [{
      symbol,
      slot: slotOf(symbol),
      volatilityPercent: volatility * 100,
      returnPercent: (perYear ?? change) * 100,
    }]
  );
  const isYearly = figures.some(({ perYear }) => perYear !== null);
  return (
    <>
      <Head>
        <title>
          {["Compare", symbols.join(", "), "· Quarterhour"].filter((part) => part !== "").join(" ")}
        </title>
        <link rel="stylesheet" href={asset("/compare.css")} />
      </Head>
      <div class="page-head">
        <h1>Compare</h1>
        <p class="lede">
          {date.length > 0
            ? (
              <>
                {counted(date.length, "day")} in common, {dateText(from)} to{" "}
                {dateText(to)}. Closes adjusted for splits where the source does.
              </>
            )
            : "Symbols side by side, on the days that all of them have."}
        </p>
      </div>
      {notices.length > 0 && (
        <div class="compare-notices" role="status" data-fresh="notices">
          <ul>{notices.map((text) => <li key={text}>{text}</li>)}</ul>
        </div>
      )}
      <Panel
        id="performance"
        title="Performance"
        aside={date.length > 0 &&
          (
            <>
              since the first day in view · <a href={csv} download>CSV</a>
            </>
          )}
      >
        <div class="body">
          <CompareChart
            seed={seed}
            initial={{ symbols, slots: symbols.map(slotOf), date, closes }}
            choice={choice}
          />
          {date.length === 0 && (
            <p class="empty">
              {choice.symbols.length === 0
                ? "No symbol is chosen. Add some of the watchlist, or any of which prices were imported."
                : "Nothing to draw yet: the symbols have no two days of prices in common in this range."}
            </p>
          )}
        </div>
      </Panel>
      {date.length > 0 && (
        <>
          <div class="stack sections">
            <Panel id="figures" title="Figures" fresh aside={figuresNote(view.indexed)}>
              <FiguresTable
                choice={choice}
                figures={figures}
                closeOf={(symbol) => closeOf(symbol, to)}
                slotOf={slotOf}
                indexed={view.indexed}
                past={past}
              />
            </Panel>
          </div>
          <div class="columns two sections">
            <Panel id="correlation" title="Correlation" fresh>
              <CorrelationTable choice={choice} symbols={symbols} together={together} past={past} />
            </Panel>
            <Panel id="scatter" title="Return and volatility" fresh aside="up and left is better">
              {dots.length === 0
                ? <p class="empty">Too few days to tell how much they swing.</p>
                : (
                  <div class="body">
                    <ScatterPlot dots={dots} upwards={isYearly ? "Return, a year" : "Return"} />
                  </div>
                )}
            </Panel>
          </div>
          <div class="stack sections">
            <Panel id="drawdowns" title="Drawdowns" fresh aside="below the highest close so far; one scale">
              <Falls choice={choice} common={common} figures={figures} slotOf={slotOf} past={past} />
            </Panel>
            <Panel id="days" title="Prices" fresh aside={<a href={csv} download>All days as CSV</a>}>
              <DaysTable choice={choice} common={common} closeOf={closeOf} past={past} />
            </Panel>
          </div>
        </>
      )}
    </>
  );
});

function figuresNote(indexed: number): string {
  return indexed > 0 ? `beta on the equal-weighted index of the ${indexed} of the watchlist` : "";
}
