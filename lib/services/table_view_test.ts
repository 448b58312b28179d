import assert from "node:assert/strict";
import { datasetOf } from "@/lib/datasets/mod.ts";
import { downloadAddress } from "./download.ts";
import { dataIndex } from "./data_index.ts";
import { knownNow } from "./past.ts";
import { assembled, openStore, QUARTER_MS, quoteRow, SLOT, statusThrown, Volume } from "./_testing.ts";
import { tableView } from "./table_view.ts";

const QUOTES = datasetOf("stock_quotes") ?? assert.fail();

async function quotes(volume: Volume) {
  const store = await openStore(volume);
  const prices = [30, 10, 20, null];
  await store.commit(
    "stock_quotes",
    "20260701_140000",
    prices.map((price, i) => ({ ...quoteRow(i === 1 ? "MSFT" : "AAPL", SLOT + i * QUARTER_MS, 1), price })),
  );
  return (query: string) => tableView(store, QUOTES, new URLSearchParams(query), 2);
}

Deno.test("tableView - sorts by a column either way; what is not known comes last", async () => {
  await using volume = new Volume();
  const table = await quotes(volume);
  const pricesOf = (query: string) => table(query).rows.map(({ price }) => price);
  assert.deepEqual([...pricesOf("sort=price"), ...pricesOf("sort=price&offset=2")], [10, 20, 30, null]);
  assert.deepEqual([...pricesOf("sort=price&dir=desc"), ...pricesOf("sort=price&dir=desc&offset=2")], [
    30,
    20,
    10,
    null,
  ]);
  assert.deepEqual(pricesOf("order=newest"), [null, 20]);
});

Deno.test("tableView - finds a text in any cell, of a symbol, and shows the columns that are asked for", async () => {
  await using volume = new Volume();
  const table = await quotes(volume);
  assert.deepEqual(table("find=msf").rows.map(({ symbol }) => symbol), ["MSFT"]);
  assert.equal(table("find=msf&symbol=AAPL").total, 0);
  assert.equal(table("find=FINNHUB").total, 4);
  assert.deepEqual(table("column=price&column=symbol").columns.map(({ name }) => name), ["symbol", "price"]);
  assert.equal(table("column=nosuch").columns.length, QUOTES.columns.length);
  assert.equal(table("find=finnhub").lookedThrough, null);
  for (const query of ["sort=nosuch", "dir=up&sort=price", "below=x", "sort=price&offset=-1", "from=x"]) {
    assert.equal(statusThrown(() => table(query)), 400, query);
  }
});

Deno.test("tableView - a page named by how many are older stays the same while newer rows come", async () => {
  await using volume = new Volume();
  const store = await openStore(volume);
  const at = (i: number) => SLOT + i * QUARTER_MS;
  const write = (stamp: string, ...places: number[]) =>
    store.commit("stock_quotes", stamp, places.map((i) => quoteRow("AAPL", at(i), i)));
  const page = () =>
    tableView(store, QUOTES, new URLSearchParams("order=newest&below=3"), 2).rows.map(({ price }) => price);
  await write("20260701_140000", 1, 2, 3, 4, 5);
  assert.deepEqual(page(), [3, 2]);
  await write("20260701_151500", 6, 7);
  assert.deepEqual(page(), [3, 2]);
});

Deno.test("downloadAddress - what was left empty is left out, and a form that there is not is said", () => {
  const to = (query: string, past?: string) =>
    downloadAddress("stock_quotes", new URLSearchParams(query), past);
  assert.equal(to("symbol=AAPL"), null);
  assert.equal(
    to("download=csv&symbol=&from=2026-01-01&to="),
    "/api/export?dataset=stock_quotes&format=csv&from=2026-01-01",
  );
  assert.equal(
    to("download=json&symbol=AAPL", "2026-07-01T14:00:00Z"),
    "/api/datasets/stock_quotes?symbol=AAPL&limit=100000&at=2026-07-01T14%3A00%3A00Z",
  );
  assert.equal(statusThrown(() => to("download=xls")), 400);
});

Deno.test("dataIndex - words find datasets by name, columns by unit and meaning, and files", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  await services.store.commit("stock_quotes", "20260701_140000", [
    quoteRow("AAPL", SLOT - 3 * QUARTER_MS, 1),
    quoteRow("AAPL", SLOT, 2),
  ]);
  const find = (text: string) => dataIndex(services, knownNow(services), text);
  const all = find("");
  assert.equal(all.entries.length, services.store.datasets.length);
  assert.deepEqual([all.files.length, all.entries[0]?.found], [0, []]);
  assert.deepEqual(all.entries[0]?.extent, {
    from: "2026-07-01T13:15:00.000Z",
    to: "2026-07-01T14:00:00.000Z",
  });
  const eps = find("surprise PERCENT");
  assert.ok(
    eps.entries.some(({ name, found }) =>
      name === "earnings" && found.some((column) => column.name === "surprise_percent")
    ),
  );
  assert.ok(eps.entries.length < all.entries.length);
  const files = find("quotes 20260701");
  assert.deepEqual([files.fileCount, files.files[0]?.path], [1, "stock_quotes_20260701_140000.csv"]);
  assert.deepEqual(find("no such thing anywhere").entries, []);
});
