import assert from "node:assert/strict";
import { priceAfter, quoteAfter, usualPrice } from "./_answers.ts";
import { firstRun, ingest, quotes, statusOf } from "./_api.ts";
import { broken, html, json, KEY, nameOf, said, type Seen, startOn, startProvider } from "./_provider.ts";
import { openStream } from "./_stream.ts";
import { step } from "./_together.ts";

/** What one endpoint says in one run, and what becomes of it. */
interface Case {
  readonly says: string;
  /** Answers AAPL's `/quote`, or what `path` and `symbol` name. */
  readonly answer: (seen: Seen, time: number) => Response | undefined;
  readonly path?: string;
  readonly symbol?: string;
  readonly status: "complete" | "partial";
  readonly error?: string;
  readonly quarantined?: number;
  /** Requests for that endpoint and symbol. */
  readonly tries: number;
  /** Whether the run brings AAPL's new price all the same. */
  readonly priced?: boolean;
}

const RESET_MS = 2_000;
const CASES: readonly Case[] = [
  {
    says: "500",
    answer: () => said(500, "Oops"),
    status: "partial",
    error: "stock_quotes AAPL server",
    tries: 3,
  },
  {
    says: "502 with HTML",
    answer: () => html(502),
    status: "partial",
    error: "stock_quotes AAPL server",
    tries: 3,
  },
  {
    says: "429 once, with the time of its reset",
    answer: (_, time) => time === 0 ? limited(RESET_MS) : undefined,
    status: "complete",
    tries: 2,
    priced: true,
  },
  {
    says: "429 for ever",
    answer: () => limited(1_000),
    status: "partial",
    error: "stock_quotes AAPL rate_limited",
    tries: 3,
  },
  {
    says: "404",
    answer: () => said(404, "Not found."),
    status: "partial",
    error: "stock_quotes AAPL client",
    tries: 1,
  },
  {
    says: "200 with HTML",
    answer: () => html(200),
    status: "partial",
    error: "stock_quotes AAPL malformed",
    tries: 1,
  },
  {
    says: "200 with broken JSON",
    answer: () => new Response('{"c":1,"h":'),
    status: "partial",
    error: "stock_quotes AAPL malformed",
    tries: 1,
  },
  {
    says: "200 with another shape",
    answer: () => json([]),
    status: "partial",
    error: "stock_quotes AAPL malformed",
    tries: 1,
  },
  {
    says: "zeros",
    answer: () => json({ c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 }),
    status: "complete",
    quarantined: 1,
    tries: 1,
  },
  {
    says: "a quote older than one it gave",
    answer: () => json(quoteAfter("AAPL", -24 * 60)),
    status: "complete",
    quarantined: 1,
    tries: 1,
  },
  {
    says: "half an answer, then a broken connection",
    answer: () => broken(),
    status: "partial",
    error: "stock_quotes AAPL network",
    tries: 3,
  },
  {
    says: "403 to one symbol of an endpoint that it serves",
    path: "/stock/insider-transactions",
    symbol: "MSFT",
    answer: () => said(403, "You don't have access to this resource."),
    status: "complete",
    tries: 1,
    priced: true,
  },
  {
    says: "401 to one endpoint while the key is good",
    path: "/stock/recommendation",
    symbol: "MSFT",
    answer: () => said(401, "Invalid API key"),
    status: "complete",
    tries: 1,
    priced: true,
  },
];

/** Goes through the statuses of FINNHUB's table, and the answers that are wrong with 200, one run each. */
export async function everyStatus(t: Deno.TestContext): Promise<void> {
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider);
  await using stream = await openStream(server.url);
  assert.equal((await firstRun(server)).status, "complete");
  let last = usualPrice("AAPL");

  for (const [index, { says, answer, path = "/quote", symbol = "AAPL", ...expected }] of CASES.entries()) {
    await step(t, `the provider says ${says}`, async () => {
      const minutes = index + 1;
      let time = 0;
      provider.script((seen) => {
        if (seen.path === path && seen.symbol === symbol) {
          const scripted = answer(seen, time++);
          if (scripted !== undefined) return scripted;
        }
        return seen.path === "/quote" ? json(quoteAfter(seen.symbol, minutes)) : undefined;
      });
      provider.since();
      const { record, event } = await ingest(server, stream);
      const seen = provider.since();

      assert.equal(record.status, expected.status);
      assert.equal(record.errors, expected.error === undefined ? 0 : 1);
      assert.equal(record.quarantined, expected.quarantined ?? 0);
      assert.equal(record.calls, seen.length);
      assert.deepEqual([event.status, event.quarantined], [record.status, record.quarantined]);
      assert.deepEqual(event.errors.map(nameOf), expected.error === undefined ? [] : [expected.error]);
      const runsFile = await Deno.readTextFile(`${server.dataPath}/runs.csv`);
      assert.match(runsFile, new RegExp(`^${record.run_id},[^,]*,1,demand,${expected.status},`, "m"));

      const asked = seen.filter((one) => one.path === path && one.symbol === symbol);
      assert.equal(asked.length, expected.tries);
      if (expected.priced) last = priceAfter("AAPL", minutes);
      const now = await quotes(server);
      assert.equal(now["MSFT"]?.price, priceAfter("MSFT", minutes));
      assert.equal(now["AAPL"]?.price, last, "the last good quote stands");
      assert.match(await (await fetch(server.url)).text(), new RegExp(`data-symbol="AAPL"[\\s\\S]*?${last}`));
      if (says.startsWith("429 once")) {
        const [first = NaN, second = NaN] = asked.map(({ at }) => at);
        // What was sent before the answer came is on its way; after that nobody asks before the reset.
        const meanwhile = seen.filter(({ at }) => at > first + 500 && at < first + RESET_MS - 50);
        assert.deepEqual(meanwhile.map(({ path }) => path), []);
        assert.ok(second - first >= RESET_MS - 50, `${second - first} ms`);
      }
    });
  }

  await step(t, "the provider gives Friday's close while it says that the market is open", async () => {
    provider.script(({ path, symbol }) =>
      path === "/stock/market-status"
        ? json({
          exchange: "US",
          holiday: null,
          isOpen: true,
          session: "regular",
          t: 1,
          timezone: "America/New_York",
        })
        : path === "/quote"
        ? json(quoteAfter(symbol, CASES.length))
        : undefined
    );
    assert.equal((await ingest(server, stream)).record.status, "complete");
    const { AAPL } = await quotes(server);
    assert.equal(AAPL?.verdict, "provider_stale");
  });

  await step(t, "the provider is down altogether, and comes back", async () => {
    provider.script(() => html(502));
    const { record, event } = await ingest(server, stream);
    assert.deepEqual([record.status, event.status, record.rows], ["failed", "failed", 0]);
    assert.equal((await quotes(server))["AAPL"]?.price, last);
    assert.equal(await statusOf(server, "/readyz"), 200);
    provider.script();
    assert.equal((await ingest(server, stream)).record.status, "complete");
  });
}

/** A 429 whose reset is a whole second, as the header has it, at least `ms` away. */
function limited(ms: number): Response {
  return said(429, "API limit reached. Please try again later. Remaining Limit: 0", {
    "x-ratelimit-limit": "6000",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.ceil((Date.now() + ms) / 1000)),
  });
}
