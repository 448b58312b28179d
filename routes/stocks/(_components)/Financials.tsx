import { addressAt } from "@/lib/market/address.ts";
import { barScale } from "@/lib/market/stock/bars.ts";
import type { FinancialSeries, FinancialView, Frequency } from "@/lib/market/financial_summary.ts";
import { FREQUENCIES } from "@/lib/market/financial_summary.ts";
import { FinancialChart } from "./FinancialChart.tsx";
import { FinancialTable } from "./FinancialTable.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

const NAMES: Readonly<Record<Frequency, string>> = { annual: "By year", quarterly: "By quarter" };

/** The items people read first as small multiples: same periods, same order, a table below. */
export function Financials({ context, view, addressOf }: {
  context: PanelContext;
  view: FinancialView;
  /** Address of this page with another frequency. */
  addressOf: (frequency: Frequency) => string;
}) {
  const { symbol, at, total } = context;
  const { frequency, periods, series } = view;
  const hasRows = total("financials") > 0;
  const scales = Map.groupBy(series, ({ scale }) => scale);
  const scaleOf = ({ scale }: FinancialSeries) =>
    barScale((scales.get(scale) ?? []).flatMap(({ values }) => values.map((value) => value?.value ?? null)));
  return (
    <StockPanel
      context={context}
      id="financials"
      title="Financials, as reported"
      dataset="financials"
      sources={view.sources}
      isEmpty={!hasRows}
    >
      <div class="financials-tools">
        <nav class="segments" aria-label="Periods of the financials">
          {FREQUENCIES.map((each) => (
            <a
              key={each}
              class="button"
              href={`${addressAt(addressOf(each), at)}#financials`}
              aria-current={each === frequency ? "true" : undefined}
              data-swap="financials"
            >
              {NAMES[each]}
            </a>
          ))}
        </nav>
        <p class="soft small">
          Change against {frequency === "annual" ? "the year" : "the same quarter of the year"}{" "}
          before. Revenue to net income share one scale; so do cash flows, and cash and debt.
        </p>
      </div>
      {series.length === 0 ? <p class="empty">No {frequency} report among them.</p> : (
        <>
          <div class="multiples">
            {series.map((each) => (
              <FinancialChart key={each.name} series={each} view={view} scale={scaleOf(each)} />
            ))}
          </div>
          <details class="more">
            <summary>Table of {periods.length} {frequency === "annual" ? "years" : "quarters"}</summary>
            <FinancialTable symbol={symbol} view={view} />
          </details>
        </>
      )}
    </StockPanel>
  );
}
