import { addressAt } from "@/lib/market/address.ts";
import type { Ahead } from "@/lib/market/ahead.ts";
import { formatDay } from "@/lib/market/format.ts";

/** Earnings and IPOs to come. */
export function AheadList({ items, waiting, watchlist, at }: {
  items: readonly Ahead[];
  /** What is said where there are none. */
  waiting: string;
  watchlist: readonly string[];
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  at?: string | undefined;
}) {
  if (items.length === 0) {
    return <p class="empty">{waiting}</p>;
  }
  return (
    <div class="scroll ahead">
      <table>
        <caption class="visually-hidden">Earnings and IPOs ahead</caption>
        <tbody>
          {items.map(({ date, kind, symbol, title, detail }) => (
            <tr key={`${date} ${kind} ${symbol} ${title}`}>
              <td class="nowrap">
                <time dateTime={date}>{formatDay(date)}</time>
              </td>
              <td class="nowrap">
                <span class="badge">{kind === "earnings" ? "Earnings" : "IPO"}</span>
              </td>
              <td class="wrap">
                {watchlist.includes(symbol)
                  ? <a href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, at)}>{symbol}</a>
                  : symbol !== "" && <strong>{symbol}</strong>} {title}
                <div class="small faint">{detail}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
