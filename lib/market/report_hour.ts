/** The provider's codes of when on its day a company reports. */
const HOURS: Readonly<Record<string, string>> = {
  bmo: "before the open",
  amc: "after the close",
  dmh: "during the session",
};

/** When on its day a company reports, in words; empty where nobody says. @param code as in the column `report_hour` */
export function reportHour(code: unknown): string {
  return HOURS[String(code ?? "")] ?? "";
}
