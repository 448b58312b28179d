import assert from "node:assert/strict";
import type { PipelineFacts } from "@/lib/browser/pipeline_facts.ts";
import type { Snapshot } from "@/lib/services/status_view.ts";
import type { Mark } from "@/lib/services/timeline.ts";
import { openTestPage } from "./_dom.ts";

const NOW = Date.parse("2026-03-10T15:04:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

// The order matters: islands ask at once whether they are in a browser.
const page = openTestPage(NOW);
const { cleanup, fireEvent, render, screen, waitFor } = await import("@testing-library/preact");
const { default: PipelineNow } = await import("@/islands/PipelineNow.tsx");
const { default: TimelineCursor } = await import("@/islands/TimelineCursor.tsx");
const { default: Ages } = await import("@/islands/Ages.tsx");
const { Timeline } = await import("@/routes/pipeline/(_components)/Timeline.tsx");
const { Age } = await import("@/routes/(_components)/Age.tsx");

const SNAPSHOT: Snapshot = {
  at: at(0),
  demo: false,
  market: {
    is_open: true,
    session: "regular",
    holiday: null,
    opened_at: at(-90),
    next_open: at(22 * 60),
    next_close: at(5 * 60),
    previous_close: at(-19 * 60),
    source: "calendar",
  },
  quotes: [],
  progress: null,
  last_run: null,
  next_run: at(11),
  troubles: [],
};
const seed = { id: "life-0", snapshot: SNAPSHOT };
const FACTS: PipelineFacts = {
  lastRun: { slot: at(-4), status: "complete", finished_at: at(-3), errors: 0, quarantined: 0, note: "" },
  datasets: [{ title: "Quotes", verdict: "live" }],
  budget: { limitPerMinute: 60, remaining: 40, resetAt: NOW + 30_000 },
  planned: 90,
};
const text = () => document.body.textContent.replaceAll("\u202f", " ");

function islandTest(promise: string, test: () => Promise<void> | void): void {
  Deno.test(promise, async () => {
    page.now = NOW;
    page.answer = undefined;
    page.tick();
    try {
      await test();
    } finally {
      cleanup();
    }
  });
}

islandTest("PipelineNow - well, or what is most wrong, by what the stream tells", async () => {
  render(<PipelineNow seed={seed} initial={FACTS} mayRun />);
  assert.match(text(), /Well\. The run of 11:00 was complete, 3 min ago/);
  page.send("service_status", {
    next_run: "",
    troubles: [{ kind: "clock", stops: true, text: "Clock.", advice: "" }],
  });
  await waitFor(() => assert.match(text(), /Not well\. Clock\./));
  page.send("service_status", { next_run: "", troubles: [] });
  await waitFor(() => assert.match(text(), /Well\./));
  page.now = NOW + 14 * 60_000;
  page.tick();
  await waitFor(() => assert.match(text(), /Not well\. The run due at 11:15 has not begun/));
});

islandTest("PipelineNow - calls used and left of the minute, and all of them when it is over", async () => {
  render(<PipelineNow seed={seed} initial={FACTS} mayRun={false} />);
  assert.match(text(), /20 used, 40 left of 60/);
  assert.match(text(), /plans 90 calls, about 2 minutes of them/);
  assert.match(text(), /all back in 00:30/);
  assert.ok(screen.getByRole("img", { name: "20 of 60 calls used this minute" }));
  page.now = NOW + 31_000;
  page.tick();
  await waitFor(() => assert.match(text(), /0 used, 60 left of 60/));
});

islandTest(
  "TimelineCursor - one stop for the Tab key, arrows from mark to mark, and what each tells",
  async () => {
    const mark = (i: number, more: Partial<Mark> = {}): Mark => ({
      run_id: `20260310_15000${i}-1`,
      status: "complete",
      onDemand: false,
      isLate: false,
      x: i / 10,
      width: 0.01,
      height: 0.5,
      text: `run ${i}`,
      ...more,
    });
    const marks = [mark(0), mark(1, { status: "missed" }), mark(2, { isLate: true })];
    const counts = { complete: 2, partial: 0, failed: 0, missed: 1, late: 1, onDemand: 0 };
    render(
      <div>
        <Timeline timeline={{ span: "24h", rows: [{ label: "", marks }], ticks: ["00:00"], counts }} />
        <TimelineCursor />
      </div>,
    );
    const links = screen.getAllByRole("link");
    assert.deepEqual(
      links.map((link) => link.getAttribute("href")),
      marks.map(({ run_id }) => `/pipeline/${run_id}`),
    );
    await waitFor(() =>
      assert.deepEqual(links.map((link) => link.getAttribute("tabindex")), ["-1", "-1", "0"])
    );
    links[2]?.focus();
    for (const [key, expected] of [["ArrowLeft", 1], ["Home", 0], ["ArrowLeft", 0], ["End", 2]] as const) {
      fireEvent.keyDown(document.activeElement ?? document.body, { key });
      assert.equal(document.activeElement, links[expected], key);
      assert.equal(document.querySelector("[data-timeline-reading]")?.textContent, `run ${expected}`);
    }
  },
);

islandTest("Ages - what the server rendered does not look younger than it is", async () => {
  render(
    <div>
      <Age iso={at(-1)} now={NOW} ago />
      <Age iso={null} now={NOW} />
      <Ages seed={seed} />
    </div>,
  );
  assert.match(text(), /1 min ago–/);
  page.now = NOW + 60 * 60_000;
  page.tick();
  await waitFor(() => assert.match(text(), /1 h ago–/));
});
