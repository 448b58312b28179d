import type { ComponentChildren } from "preact";
import { addressAt } from "@/lib/market/address.ts";
import { formatCompact, formatPercent, formatPrice, formatShare } from "@/lib/market/format.ts";
import { keyFigures } from "@/lib/services/key_figures.ts";
import { pastOf } from "@/lib/services/past.ts";
import type { Known } from "@/lib/services/services.ts";
import type { Waiting } from "@/lib/services/waiting.ts";
import { Panel } from "./Panel.tsx";

const FORMATS = {
  price: formatPrice,
  percent: formatPercent,
  share: formatShare,
  amount: formatCompact,
  millions: (value: number | null) => formatCompact(value === null ? null : value * 1e6),
  ratio: formatPrice,
} as const;

/** What the provider's metrics say of a stock, the figures people read. */
export function KeyFigures({ known, symbol, waiting, verdict }: {
  known: Known;
  symbol: string;
  /** What is said of figures that are not there yet. */
  waiting: Waiting;
  /** Badge for the panel's title. */
  verdict?: ComponentChildren;
}) {
  const figures = keyFigures(known, symbol);
  const missing = (["company_metrics", "company_profiles"] as const).find((name) =>
    known.store.ledger(name).rows(symbol).length === 0
  );
  return (
    <Panel
      id="figures"
      fresh
      title="Key figures"
      aside={
        <>
          {verdict}{" "}
          <a href={addressAt(`/data/company_metrics?symbol=${encodeURIComponent(symbol)}`, pastOf(known))}>
            All metrics
          </a>
        </>
      }
    >
      {figures.length > 0 && (
        <dl class="figures">
          {figures.map(({ label, value, text, day, format }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text ?? FORMATS[format](value)}</dd>
              {day !== undefined && (
                <dd>
                  <small>
                    <time dateTime={day}>{day}</time>
                  </small>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {missing !== undefined && <p class="empty">{waiting(missing, symbol)}</p>}
    </Panel>
  );
}
