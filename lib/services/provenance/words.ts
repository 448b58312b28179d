import { newYorkDate } from "@/lib/exchange/mod.ts";
import { zoneName } from "@/lib/market/conventions.ts";
import {
  formatChange,
  formatClock,
  formatCompact,
  formatFullDateTime,
  formatPercent,
  formatPrice,
  formatShare,
} from "@/lib/market/format.ts";
import { numberFormat } from "@/lib/market/intl.ts";
import type { ProvenanceView } from "./view.ts";

/** A cell in full: all its digits, with separators. */
export function cellWords(cell: unknown, isPlain = false): string {
  if (cell === null || cell === undefined || cell === "") return "–";
  if (typeof cell === "number") {
    return isPlain
      ? String(cell)
      : numberFormat("digits", { maximumSignificantDigits: 12 }).format(cell).replace("-", "−");
  }
  return typeof cell === "boolean" ? (cell ? "yes" : "no") : String(cell);
}

/** A number that was reckoned: as many digits as mean something. */
export function reckonedWords(value: number | null): string {
  if (value === null || Math.abs(value) >= MANY) return cellWords(value);
  return numberFormat("meant", { maximumSignificantDigits: 6 }).format(value).replace("-", "−");
}

/** Amounts are whole from here on. */
const MANY = 10_000;

/** What is told with its sign, as pages do: what went up or down. */
const SIGNED = /change|return|index|growth|surprise/i;
/** Amounts are told in short from here on. */
const LARGE = 1e6;

/** A number as pages show it, rounded; what is none as it stands. A percentage has its sign behind it. */
export function pageWords(
  { value, text, unit, title }: Pick<ProvenanceView, "value" | "text" | "unit" | "title">,
) {
  if (typeof value !== "number") return text;
  if (unit === "percent") return SIGNED.test(title) ? formatPercent(value) : formatShare(value);
  if (Math.abs(value) >= LARGE) return formatCompact(value);
  if (unit === "USD") return title.toLowerCase() === "change" ? formatChange(value) : formatPrice(value);
  return Number.isInteger(value) ? text : formatPrice(value);
}

/** A row's source in words: `Finnhub /quote`, `derived from quotes`. */
export function sourceWords(source: string): string {
  const at = source.indexOf(":");
  const [kind, rest] = at < 0 ? [source, ""] : [source.slice(0, at), source.slice(at + 1)];
  if (kind === "finnhub") return `Finnhub ${rest}`.trim();
  if (kind === "simulator") return `simulator ${rest}`.trim();
  if (kind === "derived") return `derived from ${rest.replaceAll("_", " ")}`;
  return kind === "import" ? `imported from ${rest}` : source;
}

/** The number in a line, with what somebody needs to find it again. */
export function citationOf(
  { subject, title, text, unit, source, as_of, fetched_at, file, formula }: Omit<
    ProvenanceView,
    "citation" | "answered_at" | "address"
  >,
): string {
  const isOneDay = as_of !== null && fetched_at !== null &&
    newYorkDate(Date.parse(as_of)) === newYorkDate(Date.parse(fetched_at));
  return [
    [subject, title, text, unit].filter((word) => word !== "").join(" "),
    ...source === "" ? [] : [sourceWords(source)],
    ...as_of === null ? [] : [`said ${formatFullDateTime(as_of)} ${zoneName()}`],
    ...fetched_at === null
      ? []
      : [`fetched ${isOneDay ? formatClock(fetched_at) : `${formatFullDateTime(fetched_at)} ${zoneName()}`}`],
    ...file === null ? [] : [`file ${file.path} line ${file.line}`],
    ...file === null && formula !== null ? [`reckoned as ${formula.text}`] : [],
  ].join(", ");
}
