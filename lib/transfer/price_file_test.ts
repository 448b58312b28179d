import assert from "node:assert/strict";
import { read, short } from "./_testing.ts";

const TWO_DAYS = [
  ["AAPL", "1d", "2024-01-02", 187.15, 188.44, 183.89, 185.64, 82488700, null],
  ["AAPL", "1d", "2024-01-03", 184.22, 185.88, 183.43, 184.25, 58414500, null],
];
const WITH_ADJUSTED = TWO_DAYS.map((row, day) => row.with(-1, day === 0 ? 184.73 : 183.35));

const DAILY: readonly [name: string, file: string, text: string, expected: unknown[][]][] = [
  [
    "Yahoo's download",
    "AAPL.csv",
    "Date,Open,High,Low,Close,Adj Close,Volume\n" +
    "2024-01-02,187.15,188.44,183.89,185.64,184.73,82488700\n" +
    "2024-01-03,184.22,185.88,183.43,184.25,183.35,58414500\n",
    WITH_ADJUSTED,
  ],
  [
    "Yahoo's page, with its dividends among the prices",
    "AAPL.csv",
    "Date\tOpen\tHigh\tLow\tClose Close price adjusted for splits.\t" +
    "Adj Close Adjusted close price adjusted for splits and dividend and/or capital gain distributions.\tVolume\n" +
    "Jan 3, 2024\t184.22\t185.88\t183.43\t184.25\t183.35\t58,414,500\n" +
    "Jan 2, 2024\t0.24 Dividend\n" +
    "Jan 2, 2024\t187.15\t188.44\t183.89\t185.64\t184.73\t82,488,700\n",
    WITH_ADJUSTED,
  ],
  [
    "yfinance's history, midnight in New York",
    "AAPL.csv",
    "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n" +
    "2024-01-02 00:00:00-05:00,187.15,188.44,183.89,185.64,82488700,0.0,0.0\n" +
    "2024-01-03 00:00:00-05:00,184.22,185.88,183.43,184.25,58414500,0.0,0.0\n",
    TWO_DAYS,
  ],
  [
    "yfinance's download, names over three lines",
    "prices.csv",
    "Price,Adj Close,Close,High,Low,Open,Volume\nTicker,AAPL,AAPL,AAPL,AAPL,AAPL,AAPL\nDate,,,,,,\n" +
    "2024-01-02,184.73,185.64,188.44,183.89,187.15,82488700\n" +
    "2024-01-03,183.35,184.25,185.88,183.43,184.22,58414500\n",
    WITH_ADJUSTED,
  ],
  [
    "Stooq's bulk file",
    "aapl.us.txt",
    "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n" +
    "AAPL.US,D,20240102,000000,187.15,188.44,183.89,185.64,82488700,0\n" +
    "AAPL.US,D,20240103,000000,184.22,185.88,183.43,184.25,58414500,0\n",
    TWO_DAYS,
  ],
  [
    "Stooq's page",
    "aapl_us_d.csv",
    "Date,Open,High,Low,Close,Volume\r\n2024-01-02,187.15,188.44,183.89,185.64,82488700\r\n" +
    "2024-01-03,184.22,185.88,183.43,184.25,58414500\r\n",
    TWO_DAYS,
  ],
  [
    "Stooq's page in Polish",
    "aapl_us_d.csv",
    "Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen\n2024-01-02,187.15,188.44,183.89,185.64,82488700\n" +
    "2024-01-03,184.22,185.88,183.43,184.25,58414500\n",
    TWO_DAYS,
  ],
  [
    "Nasdaq's download, newest first, with dollars",
    "AAPL.csv",
    "Date,Close/Last,Volume,Open,High,Low\n01/03/2024,$184.25,58414500,$184.22,$185.88,$183.43\n" +
    "01/02/2024,$185.64,82488700,$187.15,$188.44,$183.89\n",
    TWO_DAYS,
  ],
  [
    "Nasdaq's older download, everything quoted",
    "AAPL.csv",
    '"date","close","volume","open","high","low"\n"2024/01/03","184.2500","58,414,500","184.2200","185.8800","183.4300"\n' +
    '"2024/01/02","185.6400","82,488,700","187.1500","188.4400","183.8900"\n',
    TWO_DAYS,
  ],
  [
    "Investing's download: price for close, volume in millions",
    "AAPL Historical Data.csv",
    '\ufeff"Date","Price","Open","High","Low","Vol.","Change %"\n' +
    '"01/16/2024","183.63","182.16","184.26","180.93","65.08M","-1.23%"\n',
    [["AAPL", "1d", "2024-01-16", 182.16, 184.26, 180.93, 183.63, 65080000, null]],
  ],
  [
    "a German file: semicolons, decimal commas, points between thousands",
    "BKNG.csv",
    "Datum;Erster;Hoch;Tief;Schlusskurs;Volumen\n15.01.2024;3.487,50;3.520,01;3.470,00;3.510,25;301.234\n" +
    "16.01.2024;3.500,00;3.505,00;3.450,5;3.460,75;1.250.000\n",
    [
      ["BKNG", "1d", "2024-01-15", 3487.5, 3520.01, 3470, 3510.25, 301234, null],
      ["BKNG", "1d", "2024-01-16", 3500, 3505, 3450.5, 3460.75, 1250000, null],
    ],
  ],
  [
    "months as words and years of two digits",
    "AAPL.csv",
    "Date,Open,High,Low,Close,Volume\n2-Jan-24,187.15,188.44,183.89,185.64,82488700\n" +
    "03-Jan-24,184.22,185.88,183.43,184.25,58414500\n",
    TWO_DAYS,
  ],
  [
    "epoch seconds of the opening",
    "AAPL.csv",
    "timestamp,open,high,low,close,volume\n1704205800,187.15,188.44,183.89,185.64,82488700\n" +
    "1704292200,184.22,185.88,183.43,184.25,58414500\n",
    TWO_DAYS,
  ],
  [
    "epoch milliseconds of midnight UTC, columns of one letter",
    "AAPL.csv",
    "t,o,h,l,c,v\n1704153600000,187.15,188.44,183.89,185.64,82488700\n" +
    "1704240000000,184.22,185.88,183.43,184.25,58414500\n",
    TWO_DAYS,
  ],
  [
    "Google Finance's closing times",
    "AAPL.csv",
    "Date,Open,High,Low,Close,Volume\n1/2/2024 16:00:00,187.15,188.44,183.89,185.64,82488700\n" +
    "1/3/2024 16:00:00,184.22,185.88,183.43,184.25,58414500\n1/16/2024 16:00:00,,,,,\n",
    TWO_DAYS,
  ],
  [
    "quantmod's prefixed columns, the date without a name",
    "x.csv",
    '"","AAPL.Open","AAPL.High","AAPL.Low","AAPL.Close","AAPL.Volume","AAPL.Adjusted"\n' +
    '"2024-01-02",187.15,188.44,183.89,185.64,82488700,184.73\n' +
    '"2024-01-03",184.22,185.88,183.43,184.25,58414500,183.35\n',
    WITH_ADJUSTED,
  ],
  [
    "R's index without even a column name",
    "AAPL.csv",
    "Open,High,Low,Close,Volume\n2024-01-02,187.15,188.44,183.89,185.64,82488700\n" +
    "2024-01-03,184.22,185.88,183.43,184.25,58414500\n",
    TWO_DAYS,
  ],
  [
    "lines of explanation before the header, tabs, other spelling",
    "AAPL.tsv",
    "# AAPL, adjusted\n\nTicker\tTrade Date\tOPEN\tHIGH\tLOW\tLast Price\tvolume\n" +
    "aapl\t20240102\t187.15\t188.44\t183.89\t185.64\t82'488'700\n" +
    "aapl\t20240103\t184.22\t185.88\t183.43\t184.25\t58 414 500\n",
    TWO_DAYS,
  ],
];

for (const [name, file, text, expected] of DAILY) {
  Deno.test(`readPriceFile - takes ${name}`, async () => {
    const result = await read(file, text);
    assert.deepEqual(short(result), expected);
    assert.deepEqual(result.rejected.filter(({ reason }) => reason !== "it has no prices"), []);
  });
}

Deno.test("readPriceFile - takes a column of symbols, all four adjusted prices, and an index that counts", async () => {
  const text = ",Date,Open,High,Low,Close,Volume,ExDividend,AdjOpen,AdjHigh,AdjLow,AdjClose,Stock\n" +
    "0,2024-01-03,10,12,9,11,1000.0,0.0,5,6,4.5,5.5,MSFT\n1,2024-01-02,20,22,19,21,N/A,0.0,,,,,TSLA\n";
  const { bars, understood, rejected } = await read("all.csv", text);
  assert.deepEqual(bars.map(({ symbol, prices }) => [symbol, prices]), [
    ["MSFT", {
      open: 10,
      high: 12,
      low: 9,
      close: 11,
      volume: 1000,
      adjusted_open: 5,
      adjusted_high: 6,
      adjusted_low: 4.5,
      adjusted_close: 5.5,
    }],
    ["TSLA", {
      open: 20,
      high: 22,
      low: 19,
      close: 21,
      volume: null,
      adjusted_open: null,
      adjusted_high: null,
      adjusted_low: null,
      adjusted_close: null,
    }],
  ]);
  assert.deepEqual(rejected, []);
  assert.deepEqual(understood.ignored, ["(no name)", "ExDividend"]);
  assert.equal(understood.symbol_from, 'its column "Stock"');
  assert.equal(understood.prices, "raw and adjusted");
  assert.equal(understood.order, "newest first");
});

Deno.test("readPriceFile - takes columns of several symbols, of which one is listed later", async () => {
  const text = "Date,AAPL.Open,AAPL.High,AAPL.Low,AAPL.Close,ARM.Open,ARM.High,ARM.Low,ARM.Close\n" +
    "2023-09-13,1,2,1,2,,,,\n2023-09-14,1,2,1,2,5,6,5,6\n";
  const result = await read("x.csv", text);
  assert.deepEqual(result.bars.map(({ symbol, time }) => [symbol, new Date(time).getUTCDate()]), [
    ["AAPL", 13],
    ["AAPL", 14],
    ["ARM", 14],
  ]);
  assert.deepEqual(result.rejected, []);
});
