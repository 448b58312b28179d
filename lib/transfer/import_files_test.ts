import assert from "node:assert/strict";
import fc from "fast-check";
import { DATASETS, type Row } from "@/lib/datasets/mod.ts";
import { recorder, Volume } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { NOW } from "./_testing.ts";
import { importFiles, type ImportOptions } from "./import_files.ts";

const HEADER = "Date,Open,High,Low,Close,Adj Close,Volume\n";
const TWO_DAYS = `${HEADER}2024-01-02,187.15,188.44,183.89,185.64,184.73,82488700\n` +
  "2024-01-03,184.22,185.88,183.43,184.25,183.35,58414500\n";

async function open(volume: Volume): Promise<Store> {
  return await Store.open({ dir: volume.dir, datasets: DATASETS, now: () => NOW, logger: recorder().logger });
}

function take(store: Store, files: Readonly<Record<string, string>>, options: Partial<ImportOptions> = {}) {
  const list = Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }));
  return importFiles(list, { store, watchlist: ["AAPL"], now: () => NOW, ...options });
}

function rows(store: Store, symbol = "AAPL"): readonly Row[] {
  return store.ledger("stock_historical").rows(symbol);
}

/** Every file of a volume with its bytes and time of change. */
function bytesOf(dir: string): Record<string, string> {
  return Object.fromEntries([...Deno.readDirSync(dir)].flatMap(({ name, isDirectory }) => {
    const path = `${dir}/${name}`;
    if (isDirectory) return Object.entries(bytesOf(path));
    return [[path, `${Deno.statSync(path).mtime?.getTime()} ${Deno.readTextFileSync(path)}`]];
  }));
}

Deno.test("importFiles - writes raw and adjusted prices beside each other, with the file as source", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  await take(store, { "some/folder/AAPL.csv": TWO_DAYS });
  assert.deepEqual(rows(store)[0], {
    symbol: "AAPL",
    interval: "1d",
    time: "2024-01-02T00:00:00.000Z",
    open: 187.15,
    high: 188.44,
    low: 183.89,
    close: 185.64,
    volume: 82488700,
    adjusted_open: null,
    adjusted_high: null,
    adjusted_low: null,
    adjusted_close: 184.73,
    samples: null,
    expected: null,
    source: "import:AAPL.csv",
    as_of: "2024-01-02T00:00:00.000Z",
    fetched_at: new Date(NOW).toISOString(),
  });
});

Deno.test("importFiles - is a run of its own kind, and tells others of it", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  const { report, event } = await take(store, { "AAPL.csv": `${TWO_DAYS}2024-01-04,x,1,1,1,1,1\n` });
  const { files: _, ...record } = store.runs.last() ?? assert.fail("no record");
  assert.deepEqual(record, {
    run_id: "20240301_120000-1",
    slot: "2024-03-01T12:00:00.000Z",
    attempt: 1,
    trigger: "import",
    status: "partial",
    started_at: "2024-03-01T12:00:00.000Z",
    finished_at: "2024-03-01T12:00:00.000Z",
    duration_ms: 0,
    calls: 0,
    rows: 2,
    quarantined: 0,
    errors: 0,
    note: "AAPL.csv; 1 lines rejected",
  });
  assert.equal(report.run_id, event?.run_id);
  assert.equal(report.summary, "Imported: 2 new bars of 2, 1 line rejected");
  assert.deepEqual(event?.files.map(({ path, changed }) => [path, changed]), [
    ["stock_historical_20240301_120000.csv", true],
  ]);
  assert.match(volume.read("datapackage.json"), /stock_historical_20240301_120000/);
});

Deno.test("importFiles - importing twice changes no byte, under another name neither", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  await take(store, { "AAPL.csv": TWO_DAYS });
  const before = bytesOf(volume.dir);
  const again = await take(await open(volume), { "AAPL.csv": TWO_DAYS, "AAPL (1).csv": TWO_DAYS }, {
    now: () => NOW + 3_600_000,
  });
  assert.deepEqual(bytesOf(volume.dir), before);
  assert.deepEqual([again.report.status, again.report.run_id, again.event], ["unchanged", null, null]);
});

Deno.test("importFiles - importing any file twice changes no byte, whatever dirt is in it", async () => {
  const price = fc.integer({ min: 1, max: 50_000 }).map((cents) => cents / 100);
  const clean = fc.tuple(fc.integer({ min: 0, max: 3_000 }), price, price, price, price).map(
    ([day, a, b, c, d]) => {
      const [low = a, , , high = d] = [a, b, c, d].sort((x, y) => x - y);
      const date = new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10);
      return [date, b === low ? high : b, high, low, c, c, 100].join(",");
    },
  );
  const dirty = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...'0123456789-,."$/ :\tN') }),
    fc.constantFrom("2024-01-02,1,2,3,4,5,6", ",,,,,,", "null", HEADER.trim()),
  ).map((text) => text.replaceAll(/[\r\n]/g, " "));
  const file = fc.array(fc.oneof({ weight: 4, arbitrary: clean }, { weight: 1, arbitrary: dirty }), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(file, async (lines) => {
      await using volume = new Volume();
      const files = { "AAPL.csv": HEADER + lines.join("\n") };
      const first = await take(await open(volume), files);
      const before = bytesOf(volume.dir);
      const second = await take(await open(volume), files, { now: () => NOW + 60_000 });
      assert.deepEqual(bytesOf(volume.dir), before);
      assert.equal(second.report.rejected, first.report.rejected);
      assert.equal(second.report.rows, first.report.rows);
    }),
    { numRuns: 25 },
  );
});

Deno.test("importFiles - a dirty line costs only itself, whatever it is and wherever it stands", async () => {
  const dates = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];
  const good = dates.map((date) => `${date},10,12,9,11,10.5,100`);
  const dirt = fc.string({ unit: fc.constantFrom(..."0123456789-,.\"'$/: abc\t;|€") })
    .filter((text) => !dates.some((date) => text.includes(date)));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(4), dirt), { maxLength: 3 }), async (inserted) => {
      await using volume = new Volume();
      const store = await open(volume);
      const lines = inserted.reduce((all, [at, text]) => all.toSpliced(at, 0, text), good);
      await take(store, { "AAPL.csv": HEADER + lines.join("\n") });
      const found = rows(store).filter(({ time }) => dates.some((date) => String(time).startsWith(date)));
      assert.deepEqual(found.map(({ close, volume }) => [close, volume]), dates.map(() => [11, 100]));
    }),
    { numRuns: 40 },
  );
});

Deno.test("importFiles - the last file counts, and one without adjusted prices does not take them back", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  const raw = "Date,Open,High,Low,Close\n2024-01-02,187.15,188.44,183.89,185.64\n2024-01-03,1,2,1,2\n";
  const { report } = await take(store, { "AAPL.csv": TWO_DAYS, "AAPL.raw.csv": raw }, { symbol: "AAPL" });
  assert.deepEqual(rows(store).map(({ close, volume, adjusted_close }) => [close, volume, adjusted_close]), [
    [185.64, 82488700, 184.73],
    [2, null, null],
  ]);
  assert.deepEqual(report.files.map(({ new_rows }) => new_rows), [1, 1]);
});

Deno.test("importFiles - a file imported again does not undo what came since, and gives back what is missing", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  await take(store, { "AAPL.csv": TWO_DAYS });
  await take(store, { "other.csv": TWO_DAYS.replace("185.64", "185.63") }, { symbol: "AAPL" });
  const known = rows(store)[1] ?? assert.fail("no row");
  await store.commit("stock_historical", "20240301_130000", [{ ...known, adjusted_close: 91.675 }]);
  const before = bytesOf(volume.dir);
  assert.equal((await take(store, { "AAPL.csv": TWO_DAYS })).report.status, "unchanged");
  assert.deepEqual(bytesOf(volume.dir), before);
  assert.deepEqual(rows(store).map(({ close, adjusted_close }) => [close, adjusted_close]), [
    [185.63, 184.73],
    [184.25, 91.675],
  ]);
  for (const { path } of store.files()) await Deno.remove(volume.path(path));
  assert.equal((await take(store, { "AAPL.csv": TWO_DAYS })).report.new_rows, 2);
});

Deno.test("importFiles - takes the place of a bar built from quotes, and is not built over", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  await take(store, { "AAPL.csv": TWO_DAYS });
  const known = rows(store)[0] ?? assert.fail("no row");
  const built = {
    ...known,
    close: 1,
    volume: null,
    adjusted_close: null,
    source: "derived:quotes",
    samples: 3,
  };
  await store.commit("stock_historical", "20240301_130000", [built]);
  await take(store, { "AAPL.csv": TWO_DAYS });
  assert.deepEqual(rows(store)[0], { ...known, fetched_at: rows(store)[0]?.fetched_at });
});

Deno.test("importFiles - a file that is refused costs the others nothing", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  const { report } = await take(store, { "x y.csv": "hello", "AAPL.csv": TWO_DAYS });
  assert.deepEqual(report.files.map(({ status, rows }) => [status, rows]), [["refused", 0], ["imported", 2]]);
  assert.match(report.files[0]?.reason ?? "", /wanted a header/);
  assert.equal(store.runs.last()?.status, "partial");
});

Deno.test("importFiles - writes nothing where everything is refused", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  const before = bytesOf(volume.dir);
  const { report, event } = await take(store, { "AAPL.csv": `${HEADER}2030-01-02,1,2,1,2,2,1\n` });
  assert.deepEqual([report.status, report.rejected, event], ["refused", 1, null]);
  assert.equal(report.files[0]?.reason, "none of its rows can be imported");
  assert.deepEqual(bytesOf(volume.dir), before);
});

Deno.test("importFiles - waits for a run under way, and gives up on one that does not end", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  const lease = await store.lease();
  let waits = 0;
  await assert.rejects(
    take(store, { "AAPL.csv": TWO_DAYS }, { patienceMs: 60, onWait: () => waits++ }),
    /a run is under way/,
  );
  const patient = take(store, { "AAPL.csv": TWO_DAYS }, { onWait: () => void lease?.release() });
  assert.equal((await patient).report.status, "imported");
  assert.equal(waits, 1);
});

Deno.test("importFiles - says which symbols have no page", async () => {
  await using volume = new Volume();
  const { report } = await take(await open(volume), { "ZM.csv": TWO_DAYS });
  assert.match(report.files[0]?.notes.join() ?? "", /Not on the watchlist.*: ZM/);
});
