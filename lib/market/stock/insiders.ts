import type { Row } from "@/lib/datasets/dataset.ts";
import { counted } from "../format.ts";
import { dayIn, newestFirst, numberIn, textIn } from "./cells.ts";
import { formatLargeMoney, formatMoney } from "./money.ts";
import { type TransactionKind, transactionKind } from "./transaction_codes.ts";
import { dateText } from "./words.ts";

/** One transaction, in words. */
export interface InsiderTrade {
  readonly row: Row;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
  readonly code: string;
  readonly kind: TransactionKind;
  /** Negative: given away. */
  readonly shares: number;
  /** Price times shares, never negative; `null` where there was no price. */
  readonly worth: number | null;
  /** `sold 10,018 shares at $186.88, worth $1.872M`. */
  readonly words: string;
}

/** What insiders bought and sold in the open market in a month. */
export interface InsiderMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Of its trades with a price; sold is negative. */
  readonly bought: number;
  readonly sold: number;
  readonly net: number;
  readonly trades: number;
}

/** The insiders of a company. */
export interface InsiderView {
  /** Newest first. */
  readonly trades: readonly InsiderTrade[];
  /** A year of months without gaps, oldest first. */
  readonly months: readonly InsiderMonth[];
  readonly currency: string;
  /** The year in one sentence. */
  readonly summary: string;
}

const MONTHS = 12;

/** Reads rows of `insider_transactions` of one symbol. @param today `YYYY-MM-DD` in New York */
export function insiderView(rows: readonly Row[], today: string): InsiderView {
  const trades = [...rows].sort(newestFirst("transaction_date")).flatMap(tradeOf);
  const currency = textIn(trades[0]?.row, "currency") || "USD";
  const open = trades.filter(({ kind, row }) => kind.isOpenMarket && row["is_derivative"] !== true);
  const months = monthsTo(today).map((month): InsiderMonth => {
    const own = open.filter(({ date }) => date.startsWith(month));
    const worth = (isSale: boolean) =>
      own.filter(({ shares }) => shares < 0 === isSale).reduce((sum, { worth }) => sum + (worth ?? 0), 0);
    const [bought, sold] = [worth(false), -worth(true)];
    // Not "-0".
    return { month, bought, sold: sold || 0, net: bought + sold, trades: own.length };
  });
  return { trades, months, currency, summary: summaryOf(months, currency) };
}

function tradeOf(row: Row): InsiderTrade[] {
  const [date, shares] = [dayIn(row, "transaction_date"), numberIn(row, "shares_changed")];
  if (date === "" || shares === null) return [];
  const code = textIn(row, "transaction_code").toUpperCase();
  const kind = transactionKind(code, shares);
  const price = numberIn(row, "transaction_price");
  const worth = price === null || price <= 0 ? null : price * Math.abs(shares);
  const currency = textIn(row, "currency");
  const what = counted(Math.abs(shares), row["is_derivative"] === true ? "derivative" : "share");
  const words = worth === null
    ? `${kind.verb} ${what}`
    : `${kind.verb} ${what} at ${formatMoney(price, currency)}, worth ${formatLargeMoney(worth, currency)}`;
  return [{ row, date, name: nameText(textIn(row, "name")), code, kind, shares, worth, words }];
}

/** Filings shout; what is not all capitals is left as it is. Family names stand first, as filed. */
function nameText(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.toLowerCase().replaceAll(/(^|[\s'’-])\p{L}/gu, (start) => start.toUpperCase());
}

function monthsTo(today: string): string[] {
  const [year = NaN, month = NaN] = today.split("-").map(Number);
  return Array.from(
    { length: MONTHS },
    (_, i) => new Date(Date.UTC(year, month - MONTHS + i, 1)).toISOString().slice(0, 7),
  );
}

function summaryOf(months: readonly InsiderMonth[], currency: string): string {
  const total = (of: (month: InsiderMonth) => number) => months.reduce((sum, month) => sum + of(month), 0);
  const [first] = months;
  const since = first === undefined ? "" : ` since ${dateText(`${first.month}-01`)}`;
  if (total(({ trades }) => trades) === 0) return `No open-market trade${since}.`;
  const [bought, sold, net] = [total((m) => m.bought), -total((m) => m.sold), total((m) => m.net)];
  const money = (value: number) => formatLargeMoney(value, currency);
  return `Open market${since}: bought ${money(bought)}, sold ${money(sold)}; ` +
    (net === 0 ? "as much as each other." : `net ${net < 0 ? "sold" : "bought"} ${money(Math.abs(net))}.`);
}
