import assert from "node:assert/strict";
import { readConfig } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { PROBES } from "./probes.ts";
import { askProvider } from "./provider.ts";

Deno.test("PROBES - ask every endpoint of the datasets, and no other", () => {
  const used = new Set(DATASETS.flatMap(({ endpoints }) => endpoints));
  assert.deepEqual(PROBES.map(({ endpoint }) => endpoint).toSorted(), [...used].toSorted());
});

Deno.test("PROBES - each asks the endpoint that it is named after", async () => {
  const asked: string[] = [];
  const config = readConfig({ FINNHUB_API_KEY: "c0ffee", FINNHUB_BASE_URL: "http://finnhub.test/api/v1" });
  await askProvider(config, {
    fetch: (url) => {
      asked.push(new URL(url).pathname.replace("/api/v1", ""));
      return Promise.resolve(Response.json({ data: [], earningsCalendar: [], ipoCalendar: [] }));
    },
  });
  assert.deepEqual(asked, ["/stock/market-status", ...PROBES.map(({ endpoint }) => endpoint)]);
});
