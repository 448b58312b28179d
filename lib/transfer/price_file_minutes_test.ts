import assert from "node:assert/strict";
import { read, refuses } from "./_testing.ts";

/** The lines of a session in New York, bars of some minutes. */
function session(minutes: number, { shift = 0, from = 9.5, to = 16 } = {}): string {
  const lines = [];
  for (let at = from * 60; at < to * 60; at += minutes) {
    const time = at + shift;
    const clock = `${String(Math.floor(time / 60)).padStart(2, "0")}:${String(time % 60).padStart(2, "0")}`;
    lines.push(`2024-01-16 ${clock}:00,${100 + at / 60},200,90,${101 + at / 60},10`);
  }
  return `Datetime,Open,High,Low,Close,Volume\n${lines.join("\n")}\n`;
}

Deno.test("readPriceFile - takes quarter-hours without a zone as New York's where those are hours of trading", async () => {
  const { bars, notes } = await read("AAPL.csv", session(15));
  assert.deepEqual([bars.length, bars[0]?.interval, bars[0]?.time], [
    26,
    "15m",
    Date.parse("2024-01-16T14:30:00Z"),
  ]);
  assert.match(notes.join(), /America\/New_York: so they are hours of trading/);
});

Deno.test("readPriceFile - takes them as UTC where only that makes them hours of trading", async () => {
  const { bars, notes } = await read("AAPL.csv", session(15, { shift: 300 }));
  assert.equal(bars[0]?.time, Date.parse("2024-01-16T14:30:00Z"));
  assert.match(notes.join(), /UTC/);
});

Deno.test("readPriceFile - takes hours before and after the session along", async () => {
  const { bars } = await read("AAPL.csv", session(15, { from: 4, to: 20 }));
  assert.deepEqual([bars.length, bars[0]?.time], [64, Date.parse("2024-01-16T09:00:00Z")]);
});

Deno.test("readPriceFile - refuses times that are hours of trading nowhere, unless the zone is said", async () => {
  const text = session(15, { shift: 7 * 60 });
  await refuses(read("AAPL.csv", text), /neither in New York nor in UTC; say which with --timezone/);
  const { bars } = await read("AAPL.csv", text, { timezone: "Europe/Helsinki" });
  assert.equal(bars[0]?.time, Date.parse("2024-01-16T14:30:00Z"));
  await refuses(read("AAPL.csv", text, { timezone: "Moon/Base" }), /no time zone "Moon\/Base"/);
});

Deno.test("readPriceFile - puts bars of minutes together to quarter-hours, and says of how many", async () => {
  const lines = session(1).split("\n");
  const { bars, notes } = await read("AAPL.csv", lines.toSpliced(20, 1).join("\n"));
  assert.equal(bars.length, 26);
  assert.deepEqual(bars.slice(0, 2).map(({ samples, expected }) => [samples, expected]), [[15, 15], [
    14,
    15,
  ]]);
  assert.deepEqual(bars[0]?.prices.open, 109.5);
  assert.equal(bars[0]?.prices.close, 101 + (9 * 60 + 44) / 60);
  assert.equal(bars[0]?.prices.volume, 150);
  assert.match(notes.join(), /Bars of 1 min are put together to bars of 15 min/);
});

Deno.test("readPriceFile - takes times that are the ends of bars for what they are", async () => {
  const { bars, notes } = await read("AAPL.csv", session(15, { shift: 15 }));
  assert.equal(bars[0]?.time, Date.parse("2024-01-16T14:30:00Z"));
  assert.match(notes.join(), /ends of the bars/);
});

Deno.test("readPriceFile - takes Stooq's five minutes, zones in the times, and its own export", async () => {
  const stooq = "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n" +
    ["093000", "93500", "094000"].map((time) => `MSFT.US,5,20240116,${time},1,2,1,2,10`).join("\n");
  assert.deepEqual((await read("x.txt", stooq)).bars.map(({ samples, time }) => [samples, time]), [
    [3, Date.parse("2024-01-16T14:30:00Z")],
  ]);
  const zoned =
    "Datetime,Open,High,Low,Close\n2024-01-16 09:30:00-05:00,1,2,1,2\n2024-01-16T10:00:00-0500,1,2,1,2\n";
  assert.deepEqual((await read("AAPL.csv", zoned)).bars.map(({ interval }) => interval), ["30m", "30m"]);
  const ours =
    "symbol,interval,time,open,high,low,close,volume\nAAPL,1d,2024-01-16T00:00:00.000Z,1,2,1,2,\n" +
    "AAPL,15m,2024-01-16T14:30:00.000Z,1,2,1,2,\nAAPL,1w,2024-01-16T00:00:00.000Z,1,2,1,2,\n";
  const { bars, rejected } = await read("x.csv", ours);
  assert.deepEqual(bars.map(({ interval }) => interval), ["15m", "1d"]);
  assert.deepEqual(rejected.map(({ reason }) => reason), ['its bar is "1w" wide, wanted a day or minutes']);
});
