import assert from "node:assert/strict";
import { NOW, OPEN, quoteOf } from "@/lib/market/_testing.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import { apply, type Live, type LiveSeed, useLive } from "./live.ts";

const snapshot = (...quotes: QuoteView[]): LiveSeed["snapshot"] => ({
  at: new Date(NOW).toISOString(),
  demo: true,
  market: OPEN,
  quotes,
  progress: null,
  last_run: null,
  next_run: null,
  troubles: [],
});

function take(live: Live, name: "quote" | "reset" | "ingest_progress", data: unknown, at: number): void {
  apply(live, { name, id: "a-2", data: JSON.stringify(data) }, at);
}

Deno.test("Live - each price knows when it reached the screen: with the page, or with the event that brought it", () => {
  const [aapl, msft] = [quoteOf({}), quoteOf({ symbol: "MSFT" })];
  const live = useLive({ id: "a-1", snapshot: snapshot(aapl, msft) });
  assert.deepEqual(live.arrived.value, { AAPL: NOW, MSFT: NOW });
  take(live, "quote", { quotes: [{ symbol: "AAPL", price: 301 }], market: OPEN }, NOW + 5_000);
  assert.deepEqual(live.arrived.value, { AAPL: NOW + 5_000, MSFT: NOW });
  assert.equal(live.quotes.value[0]?.price, 301);
});

Deno.test("Live - a snapshot that replaces what is shown brings only what is another price now", () => {
  const [aapl, msft] = [quoteOf({}), quoteOf({ symbol: "MSFT" })];
  const live = useLive({ id: "a-1", snapshot: snapshot(aapl, msft) });
  take(live, "reset", { snapshot: snapshot(aapl, { ...msft, price: 7 }) }, NOW + 9_000);
  assert.deepEqual(live.arrived.value, { AAPL: NOW, MSFT: NOW + 9_000 });
});
