import { numberFormat } from "../intl.ts";

/** Currencies as the datasets name them. */
const CODE = /^[A-Z]{3}$/;
/** What US filings and US listings are in where nobody says. */
const USUAL = "USD";

/** An amount per share, in full: `$186.88`; a dash for null. @param currency ISO 4217; USD where it is none */
export function formatMoney(value: number | null, currency?: string | null): string {
  return written(value, currency, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A large amount in short: `$435.77B`, `−$1.2M`; a dash for null. @param currency as of {@linkcode formatMoney} */
export function formatLargeMoney(value: number | null, currency?: string | null): string {
  const notation = value !== null && Math.abs(value) < 1000 ? "standard" : "compact";
  // Three figures tell an amount apart from its neighbours; more would be noise in a chart.
  return written(value, currency, { notation, maximumSignificantDigits: 4, minimumFractionDigits: 0 });
}

/** The currency in a unit such as `usd`, `USD per share` or `iso4217:usd`; empty where it names none. */
export function currencyIn(unit: string): string {
  return /^(?:iso4217:)?([a-z]{3})(?![a-z])/i.exec(unit)?.[1]?.toUpperCase() ?? "";
}

function written(
  value: number | null,
  currency: string | null | undefined,
  options: Intl.NumberFormatOptions,
): string {
  if (value === null) return "–";
  const code = CODE.test(currency ?? "") ? currency ?? USUAL : USUAL;
  const name = `${code} ${options.notation ?? ""} ${options.maximumSignificantDigits ?? ""}`;
  const money = { style: "currency", currency: code, signDisplay: "negative", ...options } as const;
  return numberFormat(name, money).format(value).replace("-", "−");
}
