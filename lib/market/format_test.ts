import assert from "node:assert/strict";
import {
  ARROWS,
  directionOf,
  formatAge,
  formatAgo,
  formatBytes,
  formatChange,
  formatCompact,
  formatCountdown,
  formatDateTime,
  formatDay,
  formatInteger,
  formatPercent,
  formatPrice,
  formatShare,
  formatTime,
  withTimes,
} from "./format.ts";

/** Narrow no-break space and minus sign, as on the pages. */
const [NARROW, MINUS] = ["\u202f", "−"];

/** One promise a function: what goes in, what a reader sees. */
function promise<Value>(
  name: string,
  format: (value: Value) => string,
  cases: readonly [Value, string][],
): void {
  Deno.test(name, () => {
    for (const [value, text] of cases) assert.equal(format(value), text, String(value));
  });
}

promise("formatPrice - two decimals, four where two would say little", formatPrice, [
  [null, "–"],
  [0, "0.0000"],
  [0.1234, "0.1234"],
  [0.99999, "1.0000"],
  [1, "1.00"],
  [301.555, "301.56"],
  [1234567.1, "1,234,567.10"],
  [-3.5, `${MINUS}3.50`],
]);

promise("formatChange - with its sign; what rounds to nothing has none", formatChange, [
  [null, "–"],
  [1.2, "+1.20"],
  [-1.2, `${MINUS}1.20`],
  [0, "0.00"],
  [-0.001, "0.00"],
  [0.004, "0.00"],
]);

promise("formatPercent - with its sign and a narrow space", formatPercent, [
  [null, "–"],
  [1.256, `+1.26${NARROW}%`],
  [-12, `${MINUS}12.00${NARROW}%`],
  [0, `0.00${NARROW}%`],
]);

promise("formatShare - no sign unless negative", formatShare, [
  [null, "–"],
  [26.134, `26.13${NARROW}%`],
  [-0.5, `${MINUS}0.50${NARROW}%`],
  [-0.001, `0.00${NARROW}%`],
]);

promise("formatCompact - large amounts in short", formatCompact, [
  [null, "–"],
  [0, "0"],
  [999, "999"],
  [1_234, "1.23K"],
  [4_540_000_000_000, "4.54T"],
  [-2_500_000, `${MINUS}2.5M`],
  [-0.001, "0"],
]);

promise("formatInteger - separators, and no minus nought", formatInteger, [
  [null, "–"],
  [1_234_567.8, "1,234,568"],
  [-0.3, "0"],
  [-5, `${MINUS}5`],
]);

promise("formatBytes - two digits in the largest unit below a thousand", formatBytes, [
  [0, `0${NARROW}B`],
  [999, `999${NARROW}B`],
  [1_000, `1.0${NARROW}KB`],
  [9_949, `9.9${NARROW}KB`],
  [9_950, `10${NARROW}KB`],
  [999_499, `999${NARROW}KB`],
  [999_500, `1.0${NARROW}MB`],
  [2 * 1024 ** 3, `2.1${NARROW}GB`],
  [5e15, `5000${NARROW}TB`],
]);

promise("formatTime - New York's wall clock, in summer and winter", formatTime, [
  [null, "–"],
  ["2026-07-01T13:30:00Z", "09:30"],
  ["2026-12-01T14:30:00Z", "09:30"],
  ["2026-07-01T04:00:00Z", "00:00"],
]);

promise("formatDateTime - the date is New York's too", formatDateTime, [
  [null, "–"],
  ["2026-07-01T02:30:00Z", "Jun 30, 22:30"],
  ["2026-12-31T23:59:59Z", "Dec 31, 18:59"],
]);

promise("formatDay - a calendar day has no zone", formatDay, [["2027-01-28", "Thu, Jan 28"]]);

const NOW = Date.parse("2026-07-01T14:00:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();

promise(
  "formatAge - the largest unit, and never a negative age",
  (iso: string | null) => formatAge(iso, NOW),
  [
    [null, "–"],
    [ago(-30), "now"],
    [ago(4), "now"],
    [ago(5), `5${NARROW}s`],
    [ago(59), `59${NARROW}s`],
    [ago(60), `1${NARROW}min`],
    [ago(3_599), `59${NARROW}min`],
    [ago(3_600), `1${NARROW}h`],
    [ago(86_399), `23${NARROW}h`],
    [ago(86_400), `1${NARROW}d`],
    [ago(86_400 * 400), `400${NARROW}d`],
  ],
);

promise("formatAgo - an age in a sentence", (iso: string | null) => formatAgo(iso, NOW), [
  [null, "never"],
  [ago(1), "just now"],
  [ago(120), `2${NARROW}min ago`],
]);

promise(
  "formatCountdown - until an instant, never below nothing",
  (iso: string | null) => formatCountdown(iso, NOW),
  [
    [null, "–"],
    [ago(10), "00:00"],
    [ago(-0.4), "00:01"],
    [ago(-252), "04:12"],
    [ago(-3_852), "1:04:12"],
    [ago(-90_000), "25:00:00"],
  ],
);

promise("directionOf - tells up, down and flat apart, with an arrow for each", (value: number | null) => {
  const direction = directionOf(value);
  return `${direction} ${ARROWS[direction]}`;
}, [[null, "flat •"], [0, "flat •"], [0.01, "up ▲"], [-0.01, "down ▼"]]);

promise("withTimes - instants of a stored sentence are told as all others are", withTimes, [
  [
    "Price 300 has not changed since 2026-11-20T19:30:00.000Z",
    "Price 300 has not changed since Nov 20, 14:30",
  ],
  ["From 2026-11-20T19:30Z to 2026-11-20T19:45:10Z", "From Nov 20, 14:30 to Nov 20, 14:45"],
  ["The 4-for-1 split of 2026-07-02", "The 4-for-1 split of 2026-07-02"],
  ["", ""],
]);
