import assert from "node:assert/strict";
import { BAR, read, refuses, short } from "./_testing.ts";

const ORDERS: readonly [name: string, dates: readonly string[], expected: readonly string[]][] = [
  ["a day past the 12th, first", ["03/04/2023", "13/04/2023"], ["2023-04-03", "2023-04-13"]],
  ["a day past the 12th, second", ["03/04/2023", "04/13/2023"], ["2023-03-04", "2023-04-13"]],
  // The other way 9/1 and 9/2 of 2023 would be a Friday and a Saturday.
  ["days on which nothing was traded", ["09/01/2023", "10/01/2023", "09/02/2023"], [
    "2023-01-09",
    "2023-01-10",
    "2023-02-09",
  ]],
  ["the direction of the file", ["01/02/2023", "02/02/2023", "01/03/2023"], [
    "2023-02-01",
    "2023-02-02",
    "2023-03-01",
  ]],
  ["what is yet to come", ["11/01/2024", "12/01/2024"], ["2024-01-11", "2024-01-12"]],
];
for (const [name, dates, expected] of ORDERS) {
  Deno.test(`readPriceFile - tells day from month by ${name}`, async () => {
    const { bars } = await read(
      "AAPL.csv",
      `Date,Open,High,Low,Close\n${dates.map((date) => date + BAR).join("\n")}`,
    );
    assert.deepEqual(bars.map(({ time }) => new Date(time).toISOString().slice(0, 10)), expected.toSorted());
  });
}

Deno.test("readPriceFile - refuses dates that can be read in two ways, unless it is said which", async () => {
  const text = `Date,Open,High,Low,Close\n03/01/2023${BAR}\n05/01/2023${BAR}\n`;
  await refuses(
    read("AAPL.csv", text),
    /"03\/01\/2023" as 2023-03-01 and as 2023-01-03; say which with --dates/,
  );
  const days = async (dates: "mdy" | "dmy") =>
    short(await read("AAPL.csv", text, { dates })).map(([, , date]) => date);
  assert.deepEqual(await days("mdy"), ["2023-03-01", "2023-05-01"]);
  assert.deepEqual(await days("dmy"), ["2023-01-03", "2023-01-05"]);
});

for (
  const [date, form] of [
    ["Jan 05, 2016", "Mon DD, YYYY"],
    ["January 5 2016", "Mon DD, YYYY"],
    ["05-Jan-2016", "DD-Mon-YYYY"],
    ["5 January 2016", "DD-Mon-YYYY"],
  ] as const
) {
  Deno.test(`readPriceFile - says of "${date}" that it is written ${form}`, async () => {
    const { bars, understood } = await read("AAPL.csv", `Date,Open,High,Low,Close\n"${date}"${BAR}\n`);
    assert.equal(bars[0]?.time, Date.UTC(2016, 0, 5));
    assert.match(JSON.stringify(understood), new RegExp(form));
  });
}
