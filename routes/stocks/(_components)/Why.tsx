import { addressAt } from "@/lib/market/address.ts";
import { ARROWS, formatDateTime } from "@/lib/market/format.ts";
import type { StockPanels } from "@/lib/services/stock_panels.ts";

/** What the data has to say about a stock's day, each with the place it is from. */
export function Why({ why, waiting, at }: {
  why: StockPanels["why"];
  /** What is said while there is no price. */
  waiting: string;
  at: string | undefined;
}) {
  return (
    <section class="panel why" id="why" aria-labelledby="why-title" data-fresh="why">
      <header>
        <h2 id="why-title">{why.question}</h2>
        <span class="aside">
          {why.asOf !== null && <>as of {formatDateTime(why.asOf)} ·{" "}</>}what the data says, which need
          not be the cause
        </span>
      </header>
      {waiting !== "" && <p class="empty">{waiting}</p>}
      <ul>
        {why.reasons.map(({ kind, label, text, note, tone, href }) => (
          <li key={kind} data-reason={kind}>
            <span class="label">{label}</span>
            <a href={href.startsWith("/") ? addressAt(href, at) : href}>
              {tone !== "flat" && (
                <span class={tone}>
                  <span aria-hidden="true">{ARROWS[tone]}</span>
                  <span class="visually-hidden">{tone === "up" ? "good:" : "bad:"}</span>
                  {" "}
                </span>
              )}
              {text}
            </a>
            <span class="note">{note}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
