import { counted } from "@/lib/market/format.ts";
import { type CommonDays, ENOUGH_DAYS } from "./common_days.ts";
import { MOST_COMPARED, type ReadChoice } from "./choice.ts";

/** What a reader of a comparison has to know of it, in sentences; none where all is as it seems. */
export function noticesOf(
  { malformed, beyond }: Pick<ReadChoice, "malformed" | "beyond">,
  unknown: readonly string[],
  common: CommonDays,
): string[] {
  return [
    ...malformed.map((text) => `“${text.slice(0, 40)}” is no symbol.`),
    ...unknown.map((symbol) => `Nothing is known of ${symbol}: it is not on the watchlist.`),
    ...beyond.length === 0
      ? []
      : [`At most ${MOST_COMPARED} symbols stand side by side: ${beyond.join(", ")} left out.`],
    ...daysNotices(common),
  ];
}

function daysNotices({ symbols, date, reach, leftOut }: CommonDays): string[] {
  const [from = "", end = ""] = [date[0], date.at(-1)];
  const days = (count: number) => counted(count, "day");
  const notices = reach.flatMap(({ symbol, days: own, from: begins, to, missing }) => {
    if (leftOut.includes(symbol)) {
      return own === 0
        ? `${symbol} has no daily prices in this range: left out.`
        : symbols.length === 0
        ? `${symbol} has ${days(own)} of prices in this range.`
        : `${symbol} has ${
          days(own)
        } of prices in this range, and a comparison needs ${ENOUGH_DAYS}: left out.`;
    }
    // Who begins or ends the comparison for all is named; who alone lacks days, too.
    return [
      ...begins === from && reach.some((other) => other.from !== null && other.from < from)
        ? [`${symbol} begins on ${from}: all are compared from there.`]
        : [],
      ...to === end && reach.some((other) => other.to !== null && other.to > end)
        ? [`${symbol} ends on ${end}: all are compared up to there.`]
        : [],
      ...missing > 0 ? [`${symbol} lacks ${days(missing)} that others have; they are left out for all.`] : [],
    ];
  });
  if (symbols.length > 0 && date.length < ENOUGH_DAYS) {
    return [
      ...notices,
      `Only ${days(date.length)} in common: too few to tell volatility, correlation or beta.`,
    ];
  }
  return symbols.length === 0 && reach.length > 1 && leftOut.some((symbol) => hasDays(reach, symbol))
    ? [...notices, "They have no two days in common."]
    : notices;
}

function hasDays(reach: CommonDays["reach"], symbol: string): boolean {
  return reach.some((each) => each.symbol === symbol && each.days > 0);
}
