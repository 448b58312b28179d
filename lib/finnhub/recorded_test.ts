import assert from "node:assert/strict";
import type { Answer } from "./answer.ts";
import { createFinnhub, type Finnhub } from "./finnhub.ts";
import { plainFetch, serve } from "./_test_server.ts";

/** Real responses, beside the project where there are any. */
const RECORDED = new URL("../../../shared/finnhub/recorded/", import.meta.url);

interface Recording {
  readonly file: string;
  readonly path: string;
  readonly status: number;
  readonly ask: (finnhub: Finnhub) => Promise<Answer<unknown>>;
  /** What part of the file is handed on; by default all of it. */
  readonly part?: string;
}

const RECORDINGS: readonly Recording[] = [
  { file: "quote-AAPL.json", path: "/quote", status: 200, ask: (finnhub) => finnhub.quote("AAPL") },
  { file: "quote-unknown.json", path: "/quote", status: 200, ask: (finnhub) => finnhub.quote("ZZZZ") },
  {
    file: "profile-AAPL.json",
    path: "/stock/profile2",
    status: 200,
    ask: (finnhub) => finnhub.profile("AAPL"),
  },
  {
    file: "recommendation-AAPL.json",
    path: "/stock/recommendation",
    status: 200,
    ask: (finnhub) => finnhub.recommendations("AAPL"),
  },
  {
    file: "peers-AAPL-industry.json",
    path: "/stock/peers",
    status: 200,
    ask: (finnhub) => finnhub.peers("AAPL"),
  },
  {
    file: "search-apple.json",
    path: "/search",
    status: 200,
    ask: (finnhub) => finnhub.search("apple"),
    part: "result",
  },
  {
    file: "stock-symbol-US.json",
    path: "/stock/symbol",
    status: 200,
    ask: (finnhub) => finnhub.stockSymbols("US"),
  },
  {
    file: "calendar-earnings-aapl.json",
    path: "/calendar/earnings",
    status: 200,
    ask: (finnhub) => finnhub.earningsCalendar("AAPL", "2026-07-01", "2026-08-01"),
    part: "earningsCalendar",
  },
  {
    file: "candle-AAPL.json",
    path: "/stock/candle",
    status: 403,
    ask: (finnhub) => finnhub.candles("AAPL", "D", 0, 1),
  },
];

for (const { file, path, status, ask, part } of RECORDINGS) {
  const text = readRecorded(file);
  const promise = status === 200 ? "hands on the recorded" : "takes for a refusal the recorded";
  Deno.test({
    name: `createFinnhub - ${promise} ${file}${text === null ? " (left out: no recordings here)" : ""}`,
    ignore: text === null,
    async fn() {
      await using server = serve((asked) =>
        new Response(asked === path ? text : "{}", {
          status: asked === path ? status : 404,
          headers: { "content-type": "application/json; charset=utf-8" },
        })
      );
      using net = plainFetch();
      const finnhub = createFinnhub({
        apiKey: "k",
        baseUrl: server.baseUrl,
        callsPerMinute: 60,
        fetch: net.fetch,
      });
      const answer = await ask(finnhub);
      if (status === 200) {
        const whole = JSON.parse(text ?? "");
        assert.deepEqual(answer.ok ? answer.data : answer, part === undefined ? whole : whole[part]);
      } else {
        assert.deepEqual(answer, {
          ok: false,
          kind: "refused",
          status: 403,
          message: `Cannot read "${path}": status 403 (You don't have access to this resource.)`,
        });
        const again = await ask(finnhub);
        assert.equal(again.ok ? "ok" : again.kind, "refused");
        assert.equal(server.seen.length, 1);
      }
      finnhub.close();
    },
  });
}

function readRecorded(file: string): string | null {
  try {
    return Deno.readTextFileSync(new URL(file, RECORDED));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
