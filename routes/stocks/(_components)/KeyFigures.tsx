import { currencyIn, formatLargeMoney, formatMoney } from "@/lib/market/stock/money.ts";
import type { Row } from "@/lib/datasets/dataset.ts";
import { formatCompact, formatPercent, formatShare } from "@/lib/market/format.ts";
import { textIn } from "@/lib/market/stock/cells.ts";
import { formatRatio } from "@/lib/market/stock/words.ts";
import type { FigureGroup, KeyFigure } from "@/lib/services/key_figures.ts";
import type { StockReturn } from "@/lib/services/stock_returns.ts";
import { Figure } from "./Figure.tsx";
import { RangeBar } from "./RangeBar.tsx";
import { Returns } from "./Returns.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

const GROUPS: readonly (readonly [group: FigureGroup, title: string])[] = [
  ["valuation", "Valuation"],
  ["profitability", "Profitability"],
  ["growth", "Growth over the year before"],
  ["balance", "Balance sheet"],
];

/** What the provider's metrics say of a stock, by what they tell of. */
export function KeyFigures({ context, figures, returns, metrics, profile, price }: {
  context: PanelContext;
  figures: readonly KeyFigure[];
  returns: readonly StockReturn[];
  /** Rows of `company_metrics` by their names. */
  metrics: ReadonlyMap<unknown, Row>;
  profile: Row | undefined;
  price: number | null;
}) {
  const of = (label: string) => figures.find((figure) => figure.label === label);
  const list = (group: FigureGroup) => (
    <dl class="figures lines">
      {figures.filter((figure) => figure.group === group && isLine(figure)).map((figure) => (
        <div key={figure.label}>
          <dt>{figure.label}</dt>
          <dd>
            {figure.metric === undefined
              ? (
                <Figure
                  dataset="company_profiles"
                  row={profile}
                  column="market_cap_millions"
                >
                  {formatLargeMoney(figure.value, textIn(profile, "currency"))}
                </Figure>
              )
              : (
                <Figure dataset="company_metrics" row={metrics.get(figure.metric)} column="value">
                  {written(figure, metrics.get(figure.metric))}
                </Figure>
              )}
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <StockPanel
      context={context}
      id="figures"
      title="Key figures"
      dataset="company_metrics"
      sources={[...new Set([...metrics.values()].map((row) => textIn(row, "source")))]}
      isEmpty={figures.length === 0}
    >
      <div class="figure-groups">
        <Returns returns={returns} metrics={metrics} />
        <div>
          <RangeBar low={of("52-week low")} high={of("52-week high")} price={price} metrics={metrics} />
          {list("trading")}
        </div>
        {GROUPS.map(([group, title]) => (
          <div key={group}>
            <h3>{title}</h3>
            {list(group)}
          </div>
        ))}
      </div>
      {metrics.size === 0 && <p class="soft note">{context.waiting("company_metrics")}</p>}
      {profile === undefined && <p class="soft note">{context.waiting("company_profiles")}</p>}
    </StockPanel>
  );
}

/** Industry is told of in the profile, the year's high and low beside their range. */
function isLine({ text, day, label }: KeyFigure): boolean {
  return text === undefined && day === undefined && !label.startsWith("52-week");
}

function written({ value, format }: KeyFigure, row: Row | undefined): string {
  switch (format) {
    case "price":
      return formatMoney(value, currencyIn(textIn(row, "unit")));
    case "percent":
      return formatPercent(value);
    case "share":
      return formatShare(value);
    case "amount":
      return formatCompact(value);
    case "millions":
      return formatCompact(value === null ? null : value * 1e6);
    case "ratio":
      return formatRatio(value);
  }
}
