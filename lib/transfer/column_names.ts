/** What a column of a price file can hold. */
export type Meaning =
  | "date"
  | "time"
  | "symbol"
  | "interval"
  | "open"
  | "high"
  | "low"
  | "close"
  | "volume"
  | "adjusted_open"
  | "adjusted_high"
  | "adjusted_low"
  | "adjusted_close";

/** Meanings that a symbol of its own can stand before or after: `AAPL.Open`. */
export type PriceMeaning = Exclude<Meaning, "date" | "time" | "symbol" | "interval">;

/**
 * Names by meaning, the surest first, without case, spaces and punctuation: those of Yahoo, Stooq (in Polish too),
 * Nasdaq, Investing, Google Finance, Tiingo, Alpha Vantage, Polygon, EODHD, pandas and quantmod, and German ones.
 */
const NAMES: Readonly<Record<Meaning, readonly string[]>> = {
  date: [
    "date",
    "datetime",
    "timestamp",
    "tradedate",
    "tradingdate",
    "tradingday",
    "day",
    "dates",
    "windowstart",
    "data",
    "datum",
  ],
  time: ["time", "hour", "czas", "zeit", "uhrzeit"],
  symbol: ["ticker", "symbol", "stock", "instrument", "secid", "actsymbol", "code", "name"],
  interval: ["per", "interval", "timeframe"],
  open: [
    "open",
    "openprice",
    "opening",
    "openingprice",
    "otwarcie",
    "eröffnung",
    "eroeffnung",
    "eröffn",
    "erster",
  ],
  high: ["high", "highprice", "najwyzszy", "najwyższy", "hoch", "tageshoch"],
  low: ["low", "lowprice", "najnizszy", "najniższy", "tief", "tagestief"],
  close: [
    "close",
    "closelast",
    "closeprice",
    "closing",
    "closingprice",
    "last",
    "lastprice",
    "price",
    "zamkniecie",
    "zamknięcie",
    "schluss",
    "schlusskurs",
    "zuletzt",
  ],
  volume: ["volume", "vol", "sharestraded", "tradedvolume", "wolumen", "volumen", "stuecke", "stücke"],
  adjusted_open: ["adjopen", "adjustedopen", "openadj", "openadjusted"],
  adjusted_high: ["adjhigh", "adjustedhigh", "highadj", "highadjusted"],
  adjusted_low: ["adjlow", "adjustedlow", "lowadj", "lowadjusted"],
  adjusted_close: [
    "adjclose",
    "adjustedclose",
    "adjusted",
    "adjcloseprice",
    "adjustedcloseprice",
    "closeadj",
    "closeadjusted",
  ],
};

/** Names too short to look for inside others: `C.Open` is Citigroup's. */
const LETTERS: Readonly<Record<string, Meaning>> = {
  t: "date",
  o: "open",
  h: "high",
  l: "low",
  c: "close",
  v: "volume",
};

const BY_NAME = new Map(
  (Object.keys(NAMES) as Meaning[]).flatMap((meaning) =>
    NAMES[meaning].map((name, rank) => [name, { meaning, rank }] as const)
  ),
);

/** What a column's name says. */
export interface NamedColumn {
  readonly meaning: Meaning;
  /** How sure the name is, 0 surest: of two columns of one meaning the surer is taken. */
  readonly rank: number;
  /** The symbol in the name, `null` where there is none. */
  readonly symbol: string | null;
}

/**
 * Reads a column's name: `Adj Close**`, `<OPEN>`, `AAPL.Open`, `Close MSFT`; `null` when it says nothing we know.
 * @param isSymbol whether a text can be a symbol of this project
 */
export function readColumnName(name: string, isSymbol: (text: string) => boolean): NamedColumn | null {
  const whole = knownAs(name) ?? letterOf(name);
  if (whole !== null) return { ...whole, symbol: null };
  const parts = name.trim().split(/([._\s/:-]+)/);
  for (let cut = 1; cut < parts.length; cut += 2) {
    const before = parts.slice(0, cut).join("");
    const after = parts.slice(cut + 1).join("");
    for (const [symbol, field] of [[before, after], [after, before]] as const) {
      const known = knownAs(field);
      if (known !== null && isSymbol(symbol)) return { ...known, symbol: symbol.toUpperCase() };
    }
  }
  return null;
}

function knownAs(name: string): { meaning: Meaning; rank: number } | null {
  // Yahoo explains its columns in their names: "Close Close price adjusted for splits."
  const plain = name.toLowerCase().replace(
    / (close price adjusted|adjusted close price adjusted) for .*$/,
    "",
  );
  return BY_NAME.get(plain.replaceAll(/[^\p{Letter}\p{Number}]/gu, "")) ?? null;
}

function letterOf(name: string): { meaning: Meaning; rank: number } | null {
  const meaning = LETTERS[name.trim().toLowerCase()];
  return meaning === undefined ? null : { meaning, rank: 99 };
}
