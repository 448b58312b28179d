const words = { timeZone: "UTC", weekday: "long", month: "long", day: "numeric" } as const;
const thisYear = new Intl.DateTimeFormat("en-US", words);
const anyYear = new Intl.DateTimeFormat("en-US", { ...words, year: "numeric" });

/**
 * A calendar day in full: `Friday, November 20`, with its year where that is another than today's.
 * @param date `YYYY-MM-DD`
 * @param today `YYYY-MM-DD`
 */
export function formatLongDay(date: string, today: string): string {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  return (isThisYear ? thisYear : anyYear).format(new Date(`${date}T00:00:00Z`));
}
