import assert from "node:assert/strict";
import { BAR, read, refuses } from "./_testing.ts";

Deno.test("readPriceFile - a dirty row among good ones costs only itself, and the report names its line", async () => {
  const text = [
    "Date,Open,High,Low,Close,Volume",
    "2024-01-02,10,12,9,11,1",
    "2024-01-03,abc,12,9,11,1",
    "2024-01-04,10,8,9,8.5,1",
    "2024-01-05,13,12,9,11,1",
    "2024-01-08,10,12,9,,1",
    "2024-02-30,10,12,9,11,1",
    "yesterday,10,12,9,11,1",
    ",10,12,9,11,1",
    "2024-01-09,10,12,9,11",
    '2024-01-10,10,12,9,11,"1',
    "2024-01-11,null,null,null,null,null",
    "2024-01-12,10,12,9,11,-5",
    "2024-01-02,10,12,9,10,1",
    "2024-01-02,10,12,9,11,1",
    "2024-03-01,10,12,9,11,1",
    "2025-01-02,10,12,9,11,1",
    "1824-01-02,10,12,9,11,1",
    "2024-01-16,0,12,0,11,1",
    "2024-01-17,10,12,9,11,-",
  ].join("\n");
  const { bars, rejected, notes } = await read("AAPL.csv", text);
  assert.deepEqual(bars.map(({ time }) => new Date(time).toISOString().slice(0, 10)), [
    "2024-01-02",
    "2024-01-17",
  ]);
  assert.deepEqual(rejected.map(({ line, reason }) => `${line}: ${reason}`), [
    '3: "Open" is "abc", wanted a price',
    "4: high 8 is below low 9",
    "5: open 13 is above high 12",
    '6: "Close" is empty, wanted a price',
    '7: "Date" is "2024-02-30", which no calendar has',
    '8: "Date" is "yesterday", wanted a date',
    '9: "Date" is empty, wanted a date',
    "10: it has 5 cells, wanted 6",
    "11: it has a quote that is not closed, or one inside a cell",
    "12: it has no prices",
    '13: "Volume" is "-5", wanted a number of shares',
    "14: line 2 has other prices of the same time",
    "16: the session of 2024-03-01 has not ended",
    "17: 2025-01-02 is yet to come",
    '18: "Date" is "1824-01-02", wanted 1900 or later',
    '19: "Open" is "0", wanted a price',
  ]);
  assert.deepEqual(notes, ["Rows that repeat another: 1"]);
  assert.equal(rejected[0]?.text, "2024-01-03,abc,12,9,11,1");
});

const REFUSED: readonly [name: string, file: string, content: string | Uint8Array, reason: RegExp][] = [
  [
    "an Excel workbook",
    "AAPL.csv",
    new Uint8Array([0x50, 0x4b, 3, 4]),
    /Excel workbook or another archive, wanted CSV/,
  ],
  ["a web page", "AAPL.csv", "<!DOCTYPE html><html></html>", /web page, wanted CSV/],
  ["JSON", "AAPL.csv", '{"Error Message":"Invalid API call"}', /JSON, wanted CSV/],
  ["bytes that are no text", "AAPL.csv", new Uint8Array([1, 0, 2, 0, 0]), /no text/],
  ["an empty file", "AAPL.csv", "\n", /empty/],
  ["a header alone", "AAPL.csv", "Date,Open,High,Low,Close\n", /no rows/],
  ["no header", "AAPL.csv", "2024-01-02,1,2,1,2\n", /wanted a header such as/],
  ["closes alone", "AAPL.csv", "Date,Close\n2024-01-02,1\n", /no column of open, high, low/],
  ["no dates", "AAPL.csv", "Open,High,Low,Close\n1,2,1,2\n", /no column of dates/],
  [
    "a date column without dates",
    "AAPL.csv",
    "Date,Open,High,Low,Close\nfoo,1,2,1,2\n",
    /no dates, but for instance "foo"/,
  ],
  [
    "an unknown symbol",
    "HistoricalData_1700000000000.csv",
    `Date,Open,High,Low,Close\n2024-01-02${BAR}\n`,
    /whose prices .* --symbol/,
  ],
  [
    "names of companies in place of symbols",
    "x y z.csv",
    "Date,Open,High,Low,Close,Name\n2024-01-02,1,2,1,2,Apple Inc\n",
    /--symbol/,
  ],
  [
    "weeks",
    "AAPL.csv",
    `Date,Open,High,Low,Close\n${
      Array.from({ length: 12 }, (_, week) =>
        new Date(Date.UTC(2023, 0, 2 + 7 * week)).toISOString().slice(0, 10) + BAR)
        .join("\n")
    }`,
    /bars are weeks, wanted days or minutes/,
  ],
];
for (const [name, file, content, reason] of REFUSED) {
  Deno.test(`readPriceFile - refuses ${name}`, () => refuses(read(file, content), reason));
}

Deno.test("readPriceFile - takes UTF-16 and what old spreadsheets save", async () => {
  const text = `Date,Open,High,Low,Close,Währung\n2024-01-02${BAR},€\n`;
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer),
  ]);
  assert.equal((await read("AAPL.csv", utf16)).bars.length, 1);
  const latin = new Uint8Array([...text].map((c) => c === "€" ? 0x80 : c.charCodeAt(0)));
  const { bars, understood } = await read("AAPL.csv", latin);
  assert.deepEqual([bars.length, understood.ignored], [1, ["Währung"]]);
});

Deno.test("readPriceFile - leaves dividends and splits out, but no prices beside which one is told of", async () => {
  const header = "Date,Open,High,Low,Close,Note";
  const lines = [
    header,
    `2024-01-02${BAR},ex dividend`,
    '"2024-01-03","0.24 Dividend"',
    "2024-01-04,4:1 Stock Splits,,,,",
    header,
    `2024-01-05${BAR},`,
  ];
  const { bars, rejected, notes } = await read("AAPL.csv", lines.join("\n"));
  assert.deepEqual([bars.length, rejected.length, notes], [2, 0, [
    "Rows of dividends and splits left out: 2",
  ]]);
});
