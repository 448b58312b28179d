import { companyOf } from "./companies.ts";
import { tradingDayAt } from "./day.ts";
import { Chance, round } from "./hash.ts";
import { closingPrice } from "./path.ts";
import { type Span, utcDate, within, type World } from "./world.ts";

const DAY_MS = 86_400_000;
/** Finnhub tells at most this many rows a call. */
const MOST_ROWS = 100;

/** Nobody: an invented person could bear a real one's name. */
const ROLES = ["Officer", "Director"];
const MOST_OF_A_ROLE = 9;

/** A row of `/stock/insider-transactions`. */
export interface RawInsiderTransaction {
  readonly change: number;
  readonly currency: string;
  readonly filingDate: string;
  readonly id: string;
  readonly isDerivative: boolean;
  readonly name: string;
  /** Shares held afterwards. */
  readonly share: number;
  readonly source: string;
  readonly symbol: string;
  /** SEC form 4: S sale, P purchase, G gift, M exercise, F tax. */
  readonly transactionCode: string;
  readonly transactionDate: string;
  /** 0 for gifts and exercises. */
  readonly transactionPrice: number;
}

/** `/stock/insider-transactions` by filing date, newest first; one id covers all rows of a filing. */
export function insiderTransactions(world: World, symbol: string, span: Span): Record<string, unknown> {
  const data: RawInsiderTransaction[] = [];
  if (companyOf(symbol)) {
    const last = Math.floor(Math.min(span.to - 1, world.now) / DAY_MS);
    const first = Math.max(Math.floor(span.from / DAY_MS), last - 3 * 365);
    for (let day = last; day >= first && data.length < MOST_ROWS; day--) {
      data.push(...filedOn(world, symbol, day));
    }
  }
  return { data: data.slice(0, MOST_ROWS), symbol };
}

function filedOn(world: World, symbol: string, day: number): RawInsiderTransaction[] {
  const chance = new Chance(world.seed, "insiders", symbol, day);
  const weekday = (day + 4) % 7;
  if (weekday === 0 || weekday === 6 || !chance.happens(0.16)) return [];
  const traded = day * DAY_MS - chance.integer(1, 2) * DAY_MS;
  const close = closingPrice(symbol, tradingDayAt(traded, world.hours).index, world) ?? 0;
  const id = `0000${chance.integer(100_000, 999_999)}-${utcDate(traded).slice(2, 4)}-${
    chance.integer(100_000, 999_999)
  }`;
  const name = `Simulated ${chance.pick(ROLES)} ${chance.integer(1, MOST_OF_A_ROLE)}`.toUpperCase();
  let held = chance.integer(5_000, 900_000);
  const codes = chance.pick([["S"], ["S", "S"], ["S", "S", "S"], ["M", "F"], ["M", "S", "S"], ["G"], ["P"]]);
  return codes.map((transactionCode) => {
    const size = chance.integer(100, 25_000);
    const change = transactionCode === "M" || transactionCode === "P" ? size : -Math.min(size, held);
    held += change;
    const priced = transactionCode !== "M" && transactionCode !== "G";
    return {
      change,
      currency: "USD",
      filingDate: utcDate(day * DAY_MS),
      id,
      isDerivative: false,
      name,
      share: held,
      source: "sec",
      symbol,
      transactionCode,
      transactionDate: utcDate(traded),
      transactionPrice: priced ? round(close * chance.between(0.99, 1.01)) : 0,
    };
  });
}

/** `/stock/insider-sentiment`: a month's net change and its share ratio, -100 to 100. */
export function insiderSentiment(world: World, symbol: string, span: Span): Record<string, unknown> {
  const months = new Map<string, { bought: number; sold: number }>();
  const last = Math.floor(Math.min(span.to - 1, world.now) / DAY_MS);
  const first = Math.max(Math.floor(span.from / DAY_MS), last - 3 * 365);
  for (let day = first; companyOf(symbol) && day <= last; day++) {
    for (const { change, filingDate } of filedOn(world, symbol, day)) {
      const month = months.get(filingDate.slice(0, 7)) ?? { bought: 0, sold: 0 };
      if (change > 0) month.bought += change;
      else month.sold -= change;
      months.set(filingDate.slice(0, 7), month);
    }
  }
  const data = [...months].filter(([month]) => within(`${month}-28`, { from: span.from, to: Infinity })).map((
    [month, { bought, sold }],
  ) => ({
    symbol,
    year: Number(month.slice(0, 4)),
    month: Number(month.slice(5)),
    change: bought - sold,
    mspr: round((bought - sold) / Math.max(bought + sold, 1) * 100, 6),
  }));
  return { data, symbol };
}
