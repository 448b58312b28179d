import assert from "node:assert/strict";
import { Bars } from "./chart_bars.ts";
import { commonStart, comparisonOf } from "./chart_compare.ts";
import { type ChartModel, liveBar, type LivePrice, modelOf } from "./chart_model.ts";
import {
  eventAfter,
  extremeIn,
  lastChange,
  readingOf,
  samplesText,
  spokenReading,
  spokenView,
} from "./chart_reading.ts";
import { DEFAULT_SETTINGS } from "./chart_settings.ts";
import { studyOf } from "./chart_studies.ts";
import { wholeView } from "./chart_view.ts";
import { technicalIndicators } from "@/lib/indicators/mod.ts";
import { historyWith } from "./_chart_testing.ts";

const CLOSES = Array.from({ length: 60 }, (_, i) => 100 + Math.sin(i / 3) * 10 + i / 4);
const plain = (text: string) => text.replaceAll("\u202f", " ");
const modelWith = (more: Partial<ChartModel> = {}, closes = CLOSES): ChartModel => ({
  ...modelOf(historyWith(closes), DEFAULT_SETTINGS),
  ...more,
});

Deno.test("Chart - a bar read aloud: day, close, change, indicators, coverage, what happened", () => {
  const history = historyWith([100, 101.2], { samples: [26, 5], expected: [26, 26] });
  const bars = new Bars(history, "raw");
  const rsi = { ...studyOf("rsi", bars, "1d") };
  const [column] = rsi.columns;
  column?.values.splice(1, 1, 56.4);
  const model = {
    ...modelOf(history, { ...DEFAULT_SETTINGS, panes: ["rsi" as const] }),
    bars,
    studies: [rsi],
    events: new Map([[1, [{ kind: "split" as const, date: "", at: null, text: "Split, 4 for 1" }]]]),
  };
  assert.equal(
    plain(spokenReading(model, 1, wholeView(2))),
    "Tuesday, January 6, close 101.20, up 1.2 %, RSI 56, 5 of 26 samples, Split, 4 for 1",
  );
  assert.equal(spokenReading(model, 7, wholeView(2)), "");
});

Deno.test("Chart - samples are told in words that are right, however many there are", () => {
  const coverage = { samples: [5, 1, 2, 27, 1], expected: [26, 1, 1, 26, 26] };
  const model = modelOf(historyWith([1, 2, 3, 4, 5], coverage), DEFAULT_SETTINGS);
  const told = coverage.samples.map((_, i) => samplesText(readingOf(model, i, wholeView(5))?.coverage ?? ""));
  assert.deepEqual(told, ["5 of 26 samples", "1 of 1 sample", "2 samples", "27 samples", "1 of 26 samples"]);
  assert.match(spokenReading(model, 2, wholeView(5)), /, 2 samples$/);
});

Deno.test("Chart - a reading says what is known, and a dash for what is not", () => {
  const reading = readingOf(modelWith({}, [100, 99]), 1, wholeView(2));
  assert.ok(reading);
  assert.equal(reading.when, "Tue, Jan 6, 2026");
  assert.equal(reading.changePercent?.toFixed(2), "-1.00");
  assert.deepEqual([reading.high, reading.low, reading.volume, reading.coverage], [
    "100.00",
    "98.00",
    "–",
    "",
  ]);
  assert.equal(readingOf(modelWith({}, [100]), 0, wholeView(1))?.changePercent, null);
});

Deno.test("Chart - the newest day has one change: its quote's, against the previous close", () => {
  const quoted: LivePrice = {
    price: 181.88,
    // The evening of January 6 in New York.
    at: Date.parse("2026-01-07T02:00:00Z"),
    dayOpen: null,
    dayHigh: null,
    dayLow: null,
    previousClose: 182.69,
    changePercent: -0.4434,
    source: "finnhub:/quote",
  };
  // The bar before ends with its last sample, the day ended elsewhere.
  const history = historyWith([180.5, 180.98, 181.88]);
  const change = (more: Partial<LivePrice>, closes = [180.98, 181.88]) => {
    const model = modelOf(historyWith(closes), DEFAULT_SETTINGS, { ...quoted, ...more });
    const index = closes.length - 1;
    return [readingOf(model, index, wholeView(2))?.changePercent?.toFixed(2), lastChange(model, 181.88)];
  };
  assert.deepEqual(change({}), ["-0.44", -0.4434]);
  const model = modelOf(historyWith([180.98, 181.88]), DEFAULT_SETTINGS, quoted);
  assert.match(spokenReading(model, 1, wholeView(2)), /close 181\.88, down 0\.4 %/);
  assert.equal(
    change({}, [180.98, 182])[0],
    "-0.38",
    "a bar that is a little behind is against the same close",
  );
  const other = "0.50";
  assert.equal(change({ at: Date.parse("2026-01-08T02:00:00Z") })[0], other, "of another day");
  assert.equal(change({ previousClose: null, changePercent: null })[0], other, "where the quote knows none");
  const earlier = readingOf(modelOf(history, DEFAULT_SETTINGS, quoted), 1, wholeView(3))?.changePercent;
  assert.equal(earlier?.toFixed(2), "0.27", "a day before is against the bar before it");
});

Deno.test("Chart - jumps find the highest, the lowest and the next event of what is in view", () => {
  const events = new Map([5, 40].map((index) => [index, []]));
  const model = modelWith({ events });
  const view = { from: 9.5, to: 49.5 };
  const seen = CLOSES.slice(10, 50);
  assert.equal(extremeIn(model, view, "high"), 10 + seen.indexOf(Math.max(...seen)));
  assert.equal(extremeIn(model, view, "low"), 10 + seen.indexOf(Math.min(...seen)));
  assert.deepEqual([eventAfter(model, 5, 1), eventAfter(model, 40, 1), eventAfter(model, 5, -1)], [
    40,
    5,
    40,
  ]);
  assert.equal(eventAfter(modelWith(), 5, 1), null);
  assert.match(
    spokenView(model, view),
    /^AAPL, 40 bars of 1d, Thu, Jan 15, 2026 to .*low \d+\.\d\d, high \d+\.\d\d$/,
  );
});

Deno.test("Chart - studies are the dataset's own indicators, and follow a live bar as if it had been there", () => {
  const bars = new Bars(historyWith(CLOSES), "raw");
  const studies = (["sma20", "ema12", "bb", "rsi", "macd", "atr"] as const).map((name) =>
    studyOf(name, bars, "1d")
  );
  const last = bars.at(bars.count - 1);
  assert.ok(last);
  // The last bar moves, moves again, and another one begins.
  for (
    const bar of [{ ...last, close: 90, low: 80 }, { ...last, close: 120, high: 125 }, {
      ...last,
      time: last.time + 86_400,
      close: 118,
    }]
  ) {
    bars.set(bar);
    studies.forEach((study) => study.follow(bars));
    const expected = technicalIndicators(bars);
    const columns = {
      sma20: [expected.sma20],
      ema12: [expected.ema12],
      bb: [expected.bollingerUpper, expected.bollingerMiddle, expected.bollingerLower],
      rsi: [expected.rsi14],
      macd: [expected.macdHistogram, expected.macd, expected.macdSignal],
      atr: [expected.atr14],
    };
    for (const { name, columns: found } of studies) {
      const wanted = Object.entries(columns).find(([each]) => each === name)?.[1] ?? [];
      found.forEach(({ label, values }, i) =>
        values.forEach((value, index) => {
          const other = wanted[i]?.[index] ?? NaN;
          assert.ok(
            Number.isNaN(value) ? Number.isNaN(other) : Math.abs(value - other) < 1e-9,
            `${label} of bar ${index}: ${value}, expected ${other}`,
          );
        })
      );
    }
  }
});

Deno.test("Chart - another symbol is laid beside by time, and both begin where both have a price", () => {
  const bars = new Bars(historyWith([100, 110, 120, 130]), "raw");
  const { time } = historyWith([0, 0, 0, 0]);
  const other = historyWith([50, 40], { symbol: "MSFT", time: [time[1] ?? 0, time[3] ?? 0] });
  const comparison = comparisonOf(bars, other);
  assert.deepEqual(comparison.closes, [NaN, 50, NaN, 40]);
  assert.deepEqual(commonStart(bars, comparison, 0, 3), { index: 1, base: 110, other: 50 });
  assert.equal(commonStart(bars, comparison, 2, 2), null);
  const compared = readingOf({ ...modelWith({}, [100, 110, 120, 130]), comparison }, 3, wholeView(4))
    ?.compared;
  assert.deepEqual([plain(compared?.own ?? ""), plain(compared?.other ?? "")], ["+18.18 %", "−20.00 %"]);
});

Deno.test("Chart - a live price stretches the bar it belongs to, begins the next, and is never put into an old one", () => {
  const bars = new Bars(historyWith([100, 101], { interval: "15m" }), "raw");
  const live = {
    price: 105,
    dayOpen: 90,
    dayHigh: 106,
    dayLow: 89,
    previousClose: 100,
    changePercent: 5,
    source: "finnhub:trades",
  };
  const at = (iso: string) => liveBar(bars, "15m", { ...live, at: Date.parse(`2026-01-05T${iso}Z`) });
  assert.deepEqual([at("14:50:00")?.high, at("14:50:00")?.close, at("14:50:00")?.open], [105, 105, 101]);
  assert.equal(at("15:00:00")?.time, bars.time[1], "the last instant of a bar belongs to it");
  assert.deepEqual([at("15:00:01")?.open, at("15:00:01")?.time], [105, (bars.time[1] ?? 0) + 900]);
  assert.equal(at("14:40:00"), null);
  const daily = new Bars(historyWith([100]), "raw");
  // In New York it is still the fifth.
  const evening = liveBar(daily, "1d", { ...live, at: Date.parse("2026-01-06T02:00:00Z") });
  assert.deepEqual([evening?.time, evening?.open, evening?.close], [daily.time[0], 100, 105]);
  const next = liveBar(daily, "1d", { ...live, at: Date.parse("2026-01-06T15:00:00Z") });
  assert.deepEqual([next?.open, next?.high, next?.low, next?.close], [90, 106, 89, 105]);
  assert.equal(liveBar(new Bars(historyWith([]), "raw"), "1d", { ...live, at: 0 }), null);
});
