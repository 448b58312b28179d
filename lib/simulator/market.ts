import { calendarOf, marketState, newYorkDate } from "@/lib/exchange/mod.ts";
import type { World } from "./world.ts";

/** `/stock/market-status`: by the exchange's hours, or open without end. */
export function marketStatus(world: World): Record<string, unknown> {
  const real = marketState(world.now);
  const state = world.hours === "always" ? { holiday: null, isOpen: true, session: "regular" } : real;
  return {
    exchange: "US",
    holiday: state.holiday,
    isOpen: state.isOpen,
    session: state.session,
    t: Math.floor(world.now / 1000),
    timezone: "America/New_York",
  };
}

/** `/stock/market-holiday`: this year and its neighbours, newest first; half days have a `tradingHour`. */
export function marketHolidays(world: World): Record<string, unknown> {
  const year = Number(newYorkDate(world.now).slice(0, 4));
  const data = [year - 1, year, year + 1].flatMap((each) => {
    const { holidays, halfDays } = calendarOf(each);
    return [
      ...[...holidays].map(([atDate, eventName]) => ({ eventName, atDate, tradingHour: "" })),
      ...[...halfDays].map(([atDate, eventName]) => ({ eventName, atDate, tradingHour: "09:30-13:00" })),
    ];
  });
  data.sort((a, b) => b.atDate.localeCompare(a.atDate));
  return { data, exchange: "US", timezone: "America/New_York" };
}
