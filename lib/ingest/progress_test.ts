import assert from "node:assert/strict";
import type { IngestProgress } from "@/lib/bus/bus.ts";
import { delay } from "./delay.ts";
import { Progress } from "./progress.ts";

const HEADER = {
  run_id: "20260701_140000-1",
  slot: "2026-07-01T14:00:00.000Z",
  started_at: "2026-07-01T14:00:00.010Z",
  total: 1_000,
  instance: "test",
};

Deno.test("Progress - a thousand steps at once are told as a start and an end", () => {
  const told: IngestProgress[] = [];
  const progress = new Progress((each) => told.push(each));
  progress.begin(HEADER);
  for (let done = 1; done <= 1_000; done++) progress.advance({ done, running: "stock_quotes AAPL" });
  assert.equal(progress.current?.done, 1_000, "who asks gets the newest");
  progress.end();
  assert.deepEqual(told, [
    { ...HEADER, phase: "started", done: 0, running: "" },
    { ...HEADER, phase: "finished", done: 1_000, running: "" },
  ]);
  assert.equal(progress.current, null);
});

Deno.test("Progress - between them at most five times a second, and what came last is told though nothing follows it", async () => {
  const told: { at: number; progress: IngestProgress }[] = [];
  const progress = new Progress((progress) => told.push({ at: performance.now(), progress }));
  const begin = performance.now();
  progress.begin(HEADER);
  let done = 0;
  while (performance.now() - begin < 500) {
    progress.advance({ done: ++done, running: `earnings ${done}` });
    await delay(1, new AbortController().signal);
  }
  // The provider hangs now: no step tells of the last one.
  while (told.at(-1)?.progress.done !== done && performance.now() - begin < 5_000) {
    await delay(5, new AbortController().signal);
  }
  const took = performance.now() - begin;
  progress.end();
  const running = told.filter(({ progress }) => progress.phase === "running");
  assert.equal(running.at(-1)?.progress.running, `earnings ${done}`);
  assert.ok(running.length >= 2 && running.length <= took / 195, `${running.length} in ${took} ms`);
  assert.equal(told.at(-1)?.progress.phase, "finished");
});

Deno.test("Progress - nothing is told of a run that ended, and an end without a run is none", () => {
  const told: IngestProgress[] = [];
  const progress = new Progress((each) => told.push(each));
  progress.end();
  progress.begin(HEADER);
  progress.end();
  progress.advance({ done: 1, running: "late" });
  progress.end();
  assert.deepEqual(told.map(({ phase }) => phase), ["started", "finished"]);
});
