import type { ComponentChildren } from "preact";
import { addressAt } from "@/lib/market/address.ts";
import { formatCompact, formatPrice } from "@/lib/market/format.ts";
import type { FinancialSummary } from "@/lib/market/financial_summary.ts";
import type { Waiting } from "@/lib/services/waiting.ts";
import { Panel } from "./Panel.tsx";
import { Scroll } from "./Scroll.tsx";

/** The items people read first, by fiscal year. */
export function Financials({ symbol, summary, total, waiting, verdict, at }: {
  symbol: string;
  summary: FinancialSummary;
  total: number;
  /** What is said where there are none yet. */
  waiting: Waiting;
  /** Badge for the panel's title. */
  verdict?: ComponentChildren;
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  at?: string | undefined;
}) {
  return (
    <Panel
      id="financials"
      fresh
      title="Financials, as reported"
      aside={
        <>
          {verdict}{" "}
          <a href={addressAt(`/data/financials?symbol=${encodeURIComponent(symbol)}`, at)}>
            all {total} items
          </a>
          {" · "}
          <a
            href={addressAt(`/api/datasets/financials.csv?symbol=${encodeURIComponent(symbol)}`, at)}
            download
          >
            CSV
          </a>
        </>
      }
    >
      {summary.years.length === 0
        ? (
          <p class="empty">
            {total === 0 ? waiting("financials", symbol) : "No annual report among them."}
          </p>
        )
        : (
          <Scroll label={`Financials of ${symbol}`}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Fiscal year</th>
                  {summary.years.map((year) => <th key={year} scope="col" class="number">{year}</th>)}
                </tr>
              </thead>
              <tbody>
                {summary.items.map(({ label, perShare, values }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    {values.map((value, i) => (
                      <td key={i} class="number">{perShare ? formatPrice(value) : formatCompact(value)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
    </Panel>
  );
}
