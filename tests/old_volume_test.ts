import assert from "node:assert/strict";
import { begin, getJson, pipeline, recorded } from "./_api.ts";
import { KEY, startOn, startProvider } from "./_provider.ts";

/** A stamp of the time when the old service ran. */
const THEN = "20240115_093000";

/** What another program may have left on the volume: other names, our names with other columns, and no CSV at all. */
const OLD: Readonly<Record<string, string>> = {
  [`stock_data_${THEN}.csv`]: "timestamp,symbol,current_price,change\n2024-01-15 09:30:00,AAPL,185.92,1.2\n",
  "latest_quotes.csv": "symbol,price\nAAPL,185.92\n",
  "ingest.log": "2024-01-15 09:30:00 INFO Saved 7 quotes\n",
  [`stock_quotes_${THEN}.csv`]: ",symbol,c,d,dp\n0,AAPL,185.92,1.2,0.65\n",
  [`company_profiles_${THEN}.csv`]: "symbol,name,marketCapitalization\nAAPL,Apple Inc,2890000\n",
};
const FOREIGN = Object.keys(OLD).slice(0, 3).sort();
const DAMAGED = Object.keys(OLD).slice(3).sort();

Deno.test("Old volume - another program's files are named on pages, left alone to the byte, and keep no run from its work", async () => {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-old-" });
  await Deno.mkdir(`${dataPath}/processed`);
  for (const [name, text] of Object.entries(OLD)) await Deno.writeTextFile(`${dataPath}/${name}`, text);
  // A folder, and more files than anybody wants to read on a page.
  await Deno.writeTextFile(`${dataPath}/processed/old.csv`, "a\n1\n");
  const many = Array.from({ length: 30 }, (_, day) => `news_${THEN.replace("15", `${day + 10}`)}.csv`);
  for (const name of many) await Deno.writeTextFile(`${dataPath}/${name}`, "headline\n");
  try {
    await using provider = startProvider({ key: KEY });
    for (const life of ["first", "second"]) {
      await using server = await startOn(provider, {}, dataPath);
      assert.equal((await recorded(server, await begin(server))).status, "complete", life);

      const { foreign, damaged } = await pipeline(server);
      assert.deepEqual(foreign, [...FOREIGN, ...many].sort());
      assert.deepEqual(damaged.map(({ path }) => path), DAMAGED);
      for (const { reason } of damaged) assert.match(reason, /line 1 .*expected the header/);
      await server.logged("Data file is damaged", { file: DAMAGED[0] });

      for (const path of ["/data", "/pipeline"]) {
        const page = await (await fetch(server.url + path)).text();
        for (const name of [...FOREIGN.slice(0, 2), ...DAMAGED]) {
          assert.ok(page.includes(`<code>${name}</code>`), name);
        }
        assert.match(page, /and 25 more/);
      }
      const { rows } = await getJson<{ rows: { price: number }[] }>(server, "/api/datasets/stock_quotes");
      assert.ok(
        rows.length > 0 && rows.every(({ price }) => price !== 185.92),
        "no old number is passed off as ours",
      );
      assert.equal((await server.stop("SIGTERM")).code, 0);
    }
    for (const [name, text] of Object.entries(OLD)) {
      assert.equal(await Deno.readTextFile(`${dataPath}/${name}`), text);
    }
    assert.equal(await Deno.readTextFile(`${dataPath}/processed/old.csv`), "a\n1\n");
    for (const name of many) assert.equal(await Deno.readTextFile(`${dataPath}/${name}`), "headline\n");
  } finally {
    await Deno.remove(dataPath, { recursive: true });
  }
});
