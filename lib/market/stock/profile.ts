import type { Row } from "@/lib/datasets/dataset.ts";
import { dayIn, numberIn, textIn } from "./cells.ts";
import { formatLargeMoney } from "./money.ts";
import { dateText, distanceText } from "./words.ts";
import { formatCompact } from "../format.ts";

/** One line of a company's profile. */
export interface ProfileFact {
  readonly label: string;
  /** Column of `company_profiles` that it is of. */
  readonly column: string;
  readonly text: string;
  /** Further words below it. */
  readonly note?: string;
  /** The number, where it is one. */
  readonly value?: number;
  /** Web address, where it leads to one. */
  readonly href?: string;
}

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** A company's profile, line by line; what the provider leaves empty is left out. @param today `YYYY-MM-DD` */
export function profileFacts(row: Row, today: string): ProfileFact[] {
  const text = (label: string, column: string, read = (text: string) => text): ProfileFact[] => {
    const cell = textIn(row, column);
    return cell === "" ? [] : [{ label, column, text: read(cell) }];
  };
  const currency = textIn(row, "currency");
  const [value, shares] = [
    numberIn(row, "market_cap_millions"),
    numberIn(row, "shares_outstanding_millions"),
  ];
  const listed = dayIn(row, "ipo_date");
  return [
    ...text("Industry", "industry"),
    ...text("Exchange", "exchange", exchangeText),
    ...text("Country", "country", countryText),
    ...value === null ? [] : [{
      label: "Market value",
      column: "market_cap_millions",
      text: formatLargeMoney(value * 1e6, currency),
      value: value * 1e6,
    }],
    ...shares === null ? [] : [{
      label: "Shares outstanding",
      column: "shares_outstanding_millions",
      text: formatCompact(shares * 1e6),
      value: shares * 1e6,
    }],
    ...listed === "" ? [] : [{
      label: "Listed since",
      column: "ipo_date",
      text: dateText(listed),
      note: distanceText(today, listed),
    }],
    ...text("Filings in", "currency"),
    ...websiteOf(row),
  ];
}

/** The letter that stands for a company: no picture is asked of anybody else. */
export function logoLetter(row: Row | undefined, symbol: string): string {
  const name = textIn(row, "name");
  return (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? symbol.slice(0, 1)).toUpperCase();
}

/** `NASDAQ NMS - GLOBAL MARKET` shouts less as `NASDAQ, global market`. */
function exchangeText(exchange: string): string {
  const [name = "", tier] = exchange.replace(/ NMS\b/, "").replace(/,? INC\.?$/, "").split(" - ");
  return tier === undefined ? name : `${name}, ${tier.toLowerCase()}`;
}

/** Two letters as a country's name; what is none is left as it is. */
function countryText(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? regions.of(code) ?? code : code;
}

function websiteOf(row: Row): ProfileFact[] {
  const href = textIn(row, "website");
  if (!/^https?:\/\/[^\s/]+/i.test(href)) return [];
  const text = href.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "");
  return [{ label: "Website", column: "website", text, href }];
}
