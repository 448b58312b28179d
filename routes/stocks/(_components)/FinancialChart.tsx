import type { FinancialSeries, FinancialView } from "@/lib/market/financial_summary.ts";
import { ARROWS, directionOf, formatPercent, formatShare } from "@/lib/market/format.ts";
import type { BarScale } from "@/lib/market/stock/bars.ts";
import { formatLargeMoney, formatMoney } from "@/lib/market/stock/money.ts";
import { BarLabels, Bars } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";

const HEIGHT = 68;

/** A value of a series as it is read. */
export function financialText(value: number | null, { perShare }: FinancialSeries, currency: string): string {
  return perShare ? formatMoney(value, currency) : formatLargeMoney(value, currency);
}

/** One item over the periods: the newest in figures and words, all of them as bars. */
export function FinancialChart({ series, view, scale }: {
  series: FinancialSeries;
  view: FinancialView;
  scale: BarScale;
}) {
  const { periods, currency, frequency } = view;
  const { name, label, values, changes, marginPercent } = series;
  const last = values.findLastIndex((value) => value !== null);
  const [newest, change] = [values[last], changes[last] ?? null];
  const text = (value: number | null) => financialText(value, series, currency);
  const direction = directionOf(change);
  return (
    <div class="multiple" data-item={name}>
      <h3>{label}</h3>
      <p class="newest">
        <Figure
          dataset="financials"
          row={newest?.row}
          column="value"
          formula={newest?.formula}
        >
          {text(newest?.value ?? null)}
        </Figure>{" "}
        <small>{periods[last]?.label}</small>
      </p>
      <p class={`change small ${direction}`}>
        {change === null ? "–" : (
          <span>
            <span aria-hidden="true">{ARROWS[direction]}</span> {formatPercent(change)}
          </span>
        )}
        {marginPercent !== null && last === values.length - 1 && (
          <span class="soft">{formatShare(marginPercent)} of revenue</span>
        )}
      </p>
      <Bars
        height={HEIGHT}
        scale={scale}
        label={`${label} from ${periods[0]?.label} to ${
          periods.at(-1)?.label
        }; the table below has the values`}
        bars={values.map((value, i) => ({
          value: value?.value ?? null,
          tone: `${(value?.value ?? 0) < 0 ? "down" : "plain"} ${i === last ? "newest" : ""}`,
          title: `${periods[i]?.label}: ${text(value?.value ?? null)}${
            value?.formula === undefined ? "" : ` (${value.formula})`
          }`,
        }))}
      />
      <BarLabels
        labels={periods.map(({ year, quarter }) =>
          frequency === "annual" ? `’${String(year).slice(-2)}` : `Q${quarter}`
        )}
      />
    </div>
  );
}
