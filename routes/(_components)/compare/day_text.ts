import { dateFormat } from "@/lib/market/intl.ts";

/** A day with its year: `Nov 20, 2026`. @param date `YYYY-MM-DD`, which has no zone */
export function dayText(date: string): string {
  return dateFormat("date", { month: "short", day: "numeric", year: "numeric" }).format(Date.parse(date));
}
