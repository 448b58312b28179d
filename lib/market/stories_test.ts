import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { facetsOf, filterStories, pageOfStories, storiesByDay } from "./news_filter.ts";
import { newestOf, storiesOf, type Story } from "./stories.ts";

function row(overrides: Row): Row {
  return {
    symbol: "AAPL",
    id: 1,
    headline: "Apple rises",
    publisher: "Reuters",
    url: "https://example.com/1",
    published_at: "2026-07-01T14:00:00.000Z",
    fetched_at: "2026-07-01T14:15:00.000Z",
    summary: "S&amp;P, too.",
    ...overrides,
  };
}

const hoursBefore = (hours: number) => new Date(Date.UTC(2026, 6, 1, 14) - hours * 3_600_000).toISOString();

Deno.test("Stories - what came under several symbols is one story that names them", () => {
  const stories = storiesOf([
    row({ symbol: "AAPL" }),
    row({ symbol: "MSFT", id: 2, headline: "Another wording of the same address" }),
    row({ symbol: "NVDA", id: 3, url: "https://example.com/3", headline: " apple   RISES " }),
    row({ symbol: "AAPL", id: 4, url: "https://example.com/4" }),
  ]);
  assert.equal(stories.length, 1);
  assert.deepEqual(stories[0]?.symbols, ["AAPL", "MSFT", "NVDA"]);
  assert.equal(stories[0]?.headline, "Apple rises");
  assert.equal(stories[0]?.summary, "S&P, too.");
});

Deno.test("Stories - a headline that returns days later is another story, one that goes on for days is one", () => {
  const at = (hours: number) =>
    row({ id: hours, url: `https://example.com/${hours}`, published_at: hoursBefore(hours) });
  assert.equal(storiesOf([at(0), at(72)]).length, 2);
  assert.equal(storiesOf([at(0), at(36), at(72)]).length, 1);
});

Deno.test("Stories - one that nobody dates stands where it was fetched", () => {
  const [story] = storiesOf([row({ published_at: null })]);
  assert.equal(story?.published_at, null);
  assert.equal(story?.time, "2026-07-01T14:15:00.000Z");
});

Deno.test("Stories - the newest are the newest, however many there are and however they came", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5000 })),
      fc.integer({ min: 1, max: 40 }),
      (ages, most) => {
        const rows = ages.map((hours, id) => row({ id, published_at: hoursBefore(hours) }));
        const expected = rows.map(({ published_at }) => String(published_at)).sort().reverse().slice(0, most);
        assert.deepEqual(newestOf(rows, most).map(({ published_at }) => published_at), expected);
      },
    ),
  );
});

const RIVER: readonly Story[] = storiesOf([
  row({ id: 1, symbol: "AAPL", url: "", headline: "Apple rises", published_at: hoursBefore(0) }),
  row({
    id: 2,
    symbol: "MSFT",
    url: "",
    headline: "Microsoft falls",
    published_at: hoursBefore(1),
    publisher: "CNBC",
  }),
  row({
    id: 3,
    symbol: "",
    url: "",
    headline: "Oil climbs",
    published_at: hoursBefore(1),
    publisher: "CNBC",
  }),
  row({ id: 4, symbol: "AAPL", url: "", headline: "Apple pays", published_at: hoursBefore(11) }),
]);

for (
  const [what, filter, ids] of [
    ["nothing is asked for", {}, "1 2 3 4"],
    ["a symbol", { symbols: ["AAPL"] }, "1 4"],
    ["either of two symbols", { symbols: ["AAPL", "MSFT"] }, "1 2 4"],
    ["a publisher", { publishers: ["CNBC"] }, "2 3"],
    ["symbol and publisher", { symbols: ["MSFT"], publishers: ["CNBC"] }, "2"],
    ["words in any order and case", { text: " PAYS apple " }, "4"],
    ["a publisher's name as text", { text: "cnbc" }, "2 3"],
    ["what is not there", { text: "gold" }, ""],
  ] as const
) {
  Deno.test(`News filter - ${what}`, () => {
    const found = filterStories(RIVER, { symbols: [], publishers: [], text: "", ...filter });
    assert.equal(found.map(({ id }) => id).join(" "), ids);
  });
}

Deno.test("News pages - read one after the other they are the whole, each story once, those of one instant together", () => {
  const hours = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 });
  fc.assert(fc.property(hours, fc.integer({ min: 2, max: 20 }), (ages, limit) => {
    const rows = ages.map((age, id) =>
      row({ id, url: "", headline: `H${id}`, published_at: hoursBefore(age) })
    );
    const stories = storiesOf(newestOf(rows, 1000));
    const seen: Story[] = [];
    let before: string | null | undefined;
    while (before !== null) {
      const { shown, older } = pageOfStories(stories, limit, before);
      // Only where more share an instant than a page may have is one cut there.
      if (shown.length >= limit * 4) return;
      seen.push(...shown);
      before = older;
    }
    assert.deepEqual(seen, stories);
  }));
});

Deno.test("News - counted by symbol and publisher, the most frequent first; days are New York's", () => {
  assert.deepEqual(facetsOf(RIVER), {
    symbols: [{ name: "AAPL", count: 2 }, { name: "MSFT", count: 1 }],
    publishers: [{ name: "CNBC", count: 2 }, { name: "Reuters", count: 2 }],
  });
  // 03:00 UTC is still the day before in New York.
  assert.deepEqual(
    storiesByDay(RIVER).map(({ date, stories }) => `${date} ${stories.length}`),
    ["2026-07-01 3", "2026-06-30 1"],
  );
});
