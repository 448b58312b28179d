import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ChartSettings,
  DEFAULT_SETTINGS,
  namesOf,
  OVERLAYS,
  PANES,
  readSettings,
  settingsAddress,
  toggled,
} from "./chart_settings.ts";
import { RANGES } from "./history.ts";

const read = (address: string) => readSettings(new URLSearchParams(address));

Deno.test("Chart settings - an address without any is the chart as it is by default", () => {
  assert.deepEqual(read(""), DEFAULT_SETTINGS);
  assert.equal(settingsAddress(DEFAULT_SETTINGS), "?range=6M");
});

Deno.test("Chart settings - everything chosen stands in the address, and comes back from it", () => {
  const subset = <Name extends string>(all: Readonly<Record<Name, string>>) => fc.subarray(namesOf(all));
  const settings = fc.record<ChartSettings>({
    range: fc.constantFrom(...RANGES),
    type: fc.constantFrom("candles", "line"),
    scale: fc.constantFrom("linear", "log"),
    prices: fc.constantFrom("adjusted", "raw"),
    overlays: subset(OVERLAYS),
    panes: subset(PANES),
    compare: fc.constantFrom("", "MSFT", "BRK.B", "^GSPC"),
    table: fc.boolean(),
  }, { noNullPrototype: true });
  fc.assert(fc.property(settings, (chosen) => assert.deepEqual(read(settingsAddress(chosen)), chosen)));
});

Deno.test("Chart settings - addresses are short and can be read", () => {
  const address = settingsAddress({
    ...DEFAULT_SETTINGS,
    range: "1Y",
    overlays: ["sma50", "bb"],
    panes: ["rsi"],
    scale: "log",
    type: "line",
    compare: "MSFT",
  });
  assert.equal(address, "?range=1Y&type=line&scale=log&overlays=sma50,bb&panes=rsi&compare=MSFT");
});

Deno.test("Chart settings - a form says the same as a link: a name for each box, and none for none", () => {
  const form = read("range=1Y&panes=none&panes=rsi&overlays=bb&overlays=sma50&compare=msft");
  assert.deepEqual(form.panes, ["rsi"]);
  assert.deepEqual(form.overlays, ["sma50", "bb"]);
  assert.equal(form.compare, "MSFT");
  assert.deepEqual(read("range=1Y&panes=none").panes, []);
});

Deno.test("Chart settings - what is not known is left out, and nothing foreign gets into a request", () => {
  const odd = read("range=2W&type=bars&scale=&overlays=sma50,hack,__proto__&panes=toString&compare=../../x");
  assert.deepEqual(odd, { ...DEFAULT_SETTINGS, overlays: ["sma50"], panes: [] });
});

Deno.test("toggled - keeps the menu's order", () => {
  assert.deepEqual(toggled(PANES, ["macd"], "volume"), ["volume", "macd"]);
  assert.deepEqual(toggled(PANES, ["volume", "macd"], "volume"), ["macd"]);
});
