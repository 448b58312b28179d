import type { Company } from "./company.ts";
import { Chance } from "./hash.ts";

const DAY_MS = 86_400_000;

/** One fiscal quarter of a company. */
export interface FiscalQuarter {
  /** Counts quarters: fiscal year times four, plus the quarter less one. */
  readonly index: number;
  /** Fiscal year, named by the calendar year in which it ends. */
  readonly year: number;
  /** 1 to 4. */
  readonly quarter: number;
  /** `YYYY-MM-DD`, first and last day. */
  readonly start: string;
  readonly end: string;
  /** Day of the results, a weekday four to five weeks after the end. */
  readonly released: string;
  readonly hour: "bmo" | "amc";
}

/** The fiscal quarter of an index. */
export function fiscalQuarter(company: Company, index: number, seed: number): FiscalQuarter {
  const year = Math.floor(index / 4), quarter = index - year * 4 + 1;
  const monthAfterEnd = company.fiscalYearEnd - 3 * (4 - quarter);
  const end = Date.UTC(year, monthAfterEnd, 0);
  const chance = new Chance(seed, "release", company.symbol, index);
  const release = end + chance.integer(27, 36) * DAY_MS;
  const weekday = new Date(release).getUTCDay();
  const moved = weekday === 0 ? 2 : weekday === 6 ? 3 : 0;
  return {
    index,
    year,
    quarter,
    start: dateOf(Date.UTC(year, monthAfterEnd - 3, 1)),
    end: dateOf(end),
    released: dateOf(release + moved * DAY_MS),
    // A company keeps to its hour.
    hour: new Chance(seed, "release hour", company.symbol).happens(0.75) ? "amc" : "bmo",
  };
}

/** Index of the latest quarter whose results are out at `now` (epoch ms). */
export function latestReleased(company: Company, now: number, seed: number): number {
  let index = (new Date(now).getUTCFullYear() + 1) * 4 + 3;
  while (releaseTime(fiscalQuarter(company, index, seed)) > now) index--;
  return index;
}

/** Epoch ms of the results: 12:00 or 21:00 UTC, before the opening or after the close. */
export function releaseTime({ released, hour }: FiscalQuarter): number {
  return Date.parse(`${released}T${hour === "bmo" ? "12" : "21"}:00:00Z`);
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
