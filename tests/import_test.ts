import assert from "node:assert/strict";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { openApiDocument } from "@/lib/services/openapi/mod.ts";
import { MAX_UPLOAD_BYTES } from "@/lib/services/upload.ts";
import { startRedis } from "@/lib/bus/_redis_server.ts";
import { SchemaChecker } from "./_openapi.ts";
import { ROOT, startServer, until } from "./_server.ts";
import { command } from "./_transfer.ts";

const CSV = "Date,Open,High,Low,Close,Adj Close,Volume\n" +
  "2020-01-02,74.06,75.15,73.8,75.09,72.72,135480400\n2020-01-03,74.29,75.14,74.13,74.36,72.01,146322800\n" +
  "2020-01-06,73.45,bad,73.19,74.95,72.58,118387200\n";

function upload(
  url: string,
  files: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append("file", new File([text], name));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return (headers: HeadersInit = {}) => fetch(`${url}/api/import`, { method: "POST", body: form, headers });
}

async function problem(response: Response, status: number, detail: RegExp) {
  const body = await response.json();
  assert.equal(response.status, status, JSON.stringify(body));
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(body.status, status);
  assert.match(body.detail, detail);
  return body;
}

Deno.test("Import - a file over HTTP: the report, the rows, the event, and nothing twice", async () => {
  await using server = await startServer({ env: { STOCK_SYMBOLS: "AAPL,MSFT" } });
  await server.logged("Run finished");
  const { url } = server;
  const stream = await fetch(`${url}/api/events`);
  const events = stream.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail("no stream");
  const response = await fetch(`${url}/api/import?name=AAPL.csv`, { method: "POST", body: CSV });
  const report = await response.json();
  assert.equal(response.status, 200);
  const checker = new SchemaChecker(
    JSON.parse(JSON.stringify(openApiDocument({ version: "", datasets: DATASETS }))),
  );
  assert.equal(checker.problemsOf({ $ref: "#/components/schemas/ImportReport" }, report), "");
  assert.equal(report.summary, "Imported: 2 new bars of 2, 1 line rejected");
  assert.deepEqual(report.files[0].rejections, [
    {
      line: 4,
      reason: '"High" is "bad", wanted a price',
      text: "2020-01-06,73.45,bad,73.19,74.95,72.58,118387200",
    },
  ]);
  let seen = "";
  await until("the event is there", async () => {
    seen += (await events.read()).value ?? "";
    return new RegExp(`event: data_ingested\\nid: .*\\ndata: .*${report.run_id}`).test(seen);
  });
  await events.cancel();
  const { rows } = await (await fetch(`${url}/api/datasets/stock_historical?symbol=AAPL&to=2020-12-31`))
    .json();
  assert.deepEqual(rows.map((row: Record<string, unknown>) => [row.close, row.adjusted_close, row.source]), [
    [75.09, 72.72, "import:AAPL.csv"],
    [74.36, 72.01, "import:AAPL.csv"],
  ]);
  const [run] = (await (await fetch(`${url}/api/runs?limit=1`)).json()).runs;
  assert.deepEqual([run.trigger, run.status, run.rows], ["import", "partial", 2]);
  const again = await (await upload(url, { "AAPL.csv": CSV })()).json();
  assert.deepEqual([again.status, again.run_id], ["unchanged", null]);
});

Deno.test("Import - says no to whom it does not know, to what is too large and to what is no prices", async () => {
  await using server = await startServer({ env: { ADMIN_TOKEN: "secret" } });
  const { url } = server;
  await problem(await upload(url, { "AAPL.csv": CSV })(), 401, /Sign in/);
  const admin = { authorization: "Bearer secret" };
  await problem(
    await upload(url, { "AAPL.csv": CSV })({ ...admin, origin: "http://evil.example" }),
    403,
    /another site/,
  );
  await problem(
    await fetch(`${url}/api/import`, {
      method: "POST",
      body: new Uint8Array(MAX_UPLOAD_BYTES + 1),
      headers: admin,
    }),
    413,
    /more than 8 MiB/,
  );
  const endless = ReadableStream.from((function* () {
    for (;;) yield new Uint8Array(1 << 20);
  })());
  await problem(
    await fetch(`${url}/api/import`, { method: "POST", body: endless, headers: admin }),
    413,
    /8 MiB/,
  );
  await problem(await upload(url, {}, { symbol: "AAPL" })(admin), 400, /Choose a file/);
  await problem(
    await upload(url, { "AAPL.csv": CSV }, { dates: "ydm" })(admin),
    400,
    /Cannot read dates "ydm"/,
  );
  const { report } = await problem(
    await upload(url, { "prices.csv": CSV })(admin),
    422,
    /"prices.csv": .*whose prices/,
  );
  assert.equal(report.files[0].status, "refused");
  const named = await upload(url, { "prices.csv": CSV }, { symbol: "msft", dates: "" })(admin);
  assert.equal((await named.json()).files[0].series[0].symbol, "MSFT");
});

Deno.test("Import - works as a plain form: the page of price history has it, the answer is a page", async () => {
  await using server = await startServer();
  const page = await (await fetch(`${server.url}/data/stock_historical?symbol=MSFT`)).text();
  const form = /<form[^>]*action="\/api\/import"[\s\S]*?<\/form>/.exec(page)?.[0] ?? "";
  assert.match(form, /method="post"/);
  assert.match(form, /enctype="multipart\/form-data"/i);
  assert.match(form, /name="symbol"[^>]*value="MSFT"/);
  const accept = "text/html,application/xhtml+xml,*/*;q=0.8";
  const response = await upload(server.url, { "AAPL.csv": CSV })({ accept });
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
  assert.match(html, /Imported: 2 new bars of 2, 1 line rejected/);
  assert.match(html, /&quot;High&quot; is &quot;bad&quot;/);
  const refused = await upload(server.url, { "x.csv": "<script>alert(1)</script>" })({ accept });
  assert.equal(refused.status, 422);
  const words = await refused.text();
  assert.match(words, /Refused: /);
  assert.doesNotMatch(words, /<script>alert/);
});

Deno.test("Import - a command beside a running server: the server sees it by itself", async () => {
  await using server = await startServer({ env: { STOCK_SYMBOLS: "AAPL" } });
  await server.logged("Run finished");
  const file = join(server.dataPath, "AAPL.csv");
  await Deno.writeTextFile(file, CSV);
  const { code, output } = await command("import", server.dataPath, [file]);
  assert.equal(code, 0, output);
  assert.match(output, /Imported: 2 new bars of 2, 1 line rejected/);
  assert.match(output, /line 4: "High" is "bad", wanted a price/);
  await until("the server shows them", async () => {
    const answer = await fetch(`${server.url}/api/datasets/stock_historical?symbol=AAPL&to=2020-12-31`);
    return (await answer.json()).total === 2;
  });
});

Deno.test("Import - a command rings at Redis: the server's pages hear of it at once", async () => {
  await using redis = await startRedis();
  const env = { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(redis.port), STOCK_SYMBOLS: "AAPL" };
  await using server = await startServer({ env });
  await server.logged("Run finished");
  const stream = await fetch(`${server.url}/api/events`);
  const events = stream.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail("no stream");
  const file = join(server.dataPath, "AAPL.csv");
  await Deno.writeTextFile(file, CSV);
  const { code, output } = await command("import", server.dataPath, [file, "--json"], env);
  assert.equal(code, 0, output);
  const { run_id } = JSON.parse(output);
  let seen = "";
  await until("the event is there", async () => {
    seen += (await events.read()).value ?? "";
    return new RegExp(`event: data_ingested\\nid: .*\\ndata: .*${run_id}`).test(seen);
  });
  await events.cancel();
});

Deno.test("Import - the commands say what is wrong with their arguments, and do nothing then", async () => {
  const folder = await Deno.makeTempDir({ prefix: "quarterhour-import-" });
  try {
    for (
      const [task, args, words] of [
        ["import", [], /Usage: deno task import FILE/],
        ["import", ["nosuch.csv"], /no file "nosuch.csv"/],
        ["import", [folder], /is a folder, wanted a file/],
        ["import", ["--sybmol", "AAPL", "x"], /Unknown option '--sybmol'/],
        ["import", ["--dates", "ymd", "x"], /wanted mdy or dmy/],
        ["export", [], /Usage: deno task export DATASET/],
        ["export", ["prices"], /no dataset "prices"/],
        ["export", ["stock_quotes", "--from", "May"], /Cannot read "May"/],
        ["export", ["stock_quotes", "--format", "xlsx"], /no format "xlsx"/],
        ["export", ["stock_quotes", "--out", "/nosuch/folder/x.csv"], /no such folder/],
      ] as const
    ) {
      const { code, errors } = await command(task, join(folder, "volume"), args);
      assert.equal(code, 2, errors);
      assert.match(errors, words);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Export - over HTTP and by command, CSV and Parquet, are the same rows", async () => {
  await using server = await startServer({ env: { STOCK_SYMBOLS: "AAPL,MSFT" } });
  await server.logged("Run finished");
  const query = "dataset=stock_historical&symbol=MSFT&from=2026-01-01&to=2026-01-31";
  const response = await fetch(`${server.url}/api/export?${query}`);
  assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.equal(
    response.headers.get("content-disposition"),
    'attachment; filename="stock_historical_MSFT.csv"',
  );
  const csv = await response.text();
  const args = ["stock_historical", "--symbol", "msft", "--from", "2026-01-01", "--to", "2026-01-31"];
  assert.equal((await command("export", server.dataPath, args)).output, csv);
  const out = join(server.dataPath, "x.parquet");
  const { code, errors } = await command("export", server.dataPath, [...args, "--out", out]);
  assert.equal(code, 0, errors);
  const parquet = await fetch(`${server.url}/api/export?${query}&format=parquet`);
  assert.equal(parquet.headers.get("content-type"), "application/vnd.apache.parquet");
  const file = await parquet.arrayBuffer();
  assert.deepEqual(new Uint8Array(file), await Deno.readFile(out));
  const rows = await parquetReadObjects({ file });
  assert.equal(rows.length, csv.trimEnd().split("\n").length - 1);
  assert.ok(rows.length > 0 && rows[0]?.["time"] instanceof Date);
  await problem(await fetch(`${server.url}/api/export`), 400, /expected \?dataset= with one of stock_quotes/);
  await problem(
    await fetch(`${server.url}/api/export?dataset=nosuch`),
    400,
    /Cannot read dataset "nosuch": expected one of/,
  );
  await problem(
    await fetch(`${server.url}/api/export?dataset=earnings&from=May`),
    400,
    /Cannot read from "May"/,
  );
  await problem(await fetch(`${server.url}/api/export?dataset=earnings&format=xlsx`), 400, /format/);
});

Deno.test("Import - the commands read or write what one names, and have no permission beyond", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  for (const task of ["import", "export"]) {
    const command: string = tasks[task].split("&&").at(-1);
    assert.doesNotMatch(command, /--allow-(all|run|ffi|sys|env(?!=))|\s-A\b/, task);
    assert.match(command, /--no-prompt/);
  }
  assert.match(tasks.import, /--allow-write=\$DATA/);
  assert.doesNotMatch(tasks.export, /--allow-net/);
  assert.match(tasks.export, /--allow-read=\.,\$DATA/);
});

/** Real price files, where the machine has them. */
const SHARED = join(ROOT, "..", "shared", "prices");
const hasShared = await Deno.stat(SHARED).then((info) => info.isDirectory, () => false);

Deno.test({
  name: "Import - real files of Apple's prices with indicators and of five tickers, raw and adjusted",
  ignore: !hasShared,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "quarterhour-import-" });
    const files = [...Deno.readDirSync(SHARED)].map(({ name }) => join(SHARED, name)).sort();
    try {
      const { code, output } = await command("import", folder, [...files, "--json"]);
      const report = JSON.parse(output);
      assert.deepEqual([code, report.status, report.rejected], [0, "imported", 0]);
      assert.deepEqual(
        report.files.map(({ file, rows }: { file: string; rows: number }) => [file, rows]),
        [["plotly-dash-stock-ticker-demo.csv", 3634], ["plotly-finance-charts-apple.csv", 506]],
      );
      const { output: tesla } = await command("export", folder, ["stock_historical", "--symbol", "TSLA"]);
      assert.equal(tesla.trimEnd().split("\n").length, 755);
      assert.match(tesla, /^TSLA,1d,2015-01-02T00:00:00.000Z,222.87,223.25,213.26,219.31,4764443,/m);
      const { output: apple } = await command("export", folder, ["stock_historical", "--symbol", "AAPL"]);
      assert.match(apple, /^AAPL,1d,2015-02-17T00:00:00.000Z,.*,127.830002,63152400,,,,122.905254,/m);
      assert.match((await command("import", folder, files)).output, /Nothing new: all 4140 bars are known/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
