import { Chance } from "./hash.ts";
import { type Span, utcDate, type World } from "./world.ts";

const DAY_MS = 86_400_000;
/** An answer seems capped at this many rows. */
const MOST_ROWS = 200;

const FIRST = [
  "Amber",
  "Blue Heron",
  "Cobalt",
  "Driftwood",
  "Evergreen",
  "Foxglove",
  "Granite",
  "Hazel",
  "Indigo",
];
const SECOND = [
  "Therapeutics",
  "Robotics",
  "Acquisition",
  "Energy",
  "Logistics",
  "Foods",
  "Software",
  "Bancorp",
];
const LEGAL = ["Inc.", "Corp. II", "Holdings, Inc.", "Ltd.", "PLC"];
const EXCHANGES = ["NASDAQ Global", "NASDAQ Capital", "NASDAQ Global Select", "NYSE", "NYSE MKT"];

/** A row of `/calendar/ipo`. */
export interface RawIpo {
  readonly date: string;
  readonly exchange: string | null;
  readonly name: string;
  readonly numberOfShares: number | null;
  /** A price or a range such as `18.00-20.00`. */
  readonly price: string | null;
  readonly status: "expected" | "priced" | "withdrawn" | "filed";
  /** Null or empty where it is not known yet. */
  readonly symbol: string | null;
  readonly totalSharesValue: number | null;
}

/** `/calendar/ipo`, newest first, with the gaps and the doubles that Finnhub's has. */
export function ipoCalendar(world: World, span: Span): Record<string, unknown> {
  const rows: RawIpo[] = [];
  const last = Math.floor((Math.min(span.to, world.now + 60 * DAY_MS) - 1) / DAY_MS);
  for (let day = last; day >= Math.floor(span.from / DAY_MS) && rows.length < MOST_ROWS; day--) {
    rows.push(...iposOn(world, day));
  }
  return { ipoCalendar: rows.slice(0, MOST_ROWS) };
}

function iposOn(world: World, day: number): RawIpo[] {
  const weekday = (day + 4) % 7;
  if (weekday === 0 || weekday === 6) return [];
  const chance = new Chance(world.seed, "ipos", day);
  const rows: RawIpo[] = [];
  for (let left = chance.integer(0, 3); left > 0; left--) {
    const row = ipoOf(chance, day, world.now);
    rows.push(row);
    if (chance.happens(0.03)) rows.push(row);
  }
  return rows;
}

function ipoOf(chance: Chance, day: number, now: number): RawIpo {
  const words = [chance.pick(FIRST), chance.pick(SECOND)];
  const name = `${words.join(" ")} ${chance.pick(LEGAL)}`;
  const letters = `${words.join("").toUpperCase().replace(/[^A-Z]/g, "").slice(0, 3)}${
    chance.pick([..."XQZWJ"])
  }`;
  const low = chance.integer(4, 30), shares = chance.integer(10, 200) * 100_000;
  const filed = chance.happens(0.2), fails = chance.happens(0.12), emptySymbol = chance.happens(0.05);
  const ahead = day * DAY_MS > now;
  const status = filed ? "filed" : ahead ? "expected" : fails ? "withdrawn" : "priced";
  const known = status !== "filed";
  return {
    date: utcDate(day * DAY_MS),
    exchange: known ? chance.pick(EXCHANGES) : null,
    name,
    numberOfShares: known ? shares : null,
    price: !known ? null : status === "priced" ? low.toFixed(2) : `${low.toFixed(2)}-${(low + 2).toFixed(2)}`,
    status,
    symbol: !known ? null : emptySymbol ? "" : letters,
    totalSharesValue: known ? shares * low : chance.happens(0.5) ? shares * low : null,
  };
}
