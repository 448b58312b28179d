import { SHORT_MONTHS } from "@/lib/market/chart_time.ts";

/** A day with its year: `Nov 20, 2026`. @param date `YYYY-MM-DD`, which has no zone */
export function dayText(date: string): string {
  const [year, month = 0, day = 0] = date.split("-").map(Number);
  return `${SHORT_MONTHS[month - 1] ?? ""} ${day}, ${year ?? ""}`;
}
