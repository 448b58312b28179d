import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeEntities, newsOf } from "./news.ts";

for (
  const [text, decoded] of [
    ["S&amp;P 500", "S&P 500"],
    ["Apple&#39;s &quot;best&quot; year", 'Apple\'s "best" year'],
    ["Apple&rsquo;s year &mdash; so far&hellip;", "Apple’s year — so far…"],
    ["&#x20AC;5 and &euro;6", "€5 and €6"],
    ["&#128512;", "😀"],
    // Decoded once: what a publisher meant to show as text stays text.
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
    ["AT&T &unknown; &#0; &#xD800; &#x110000; &#; &;", "AT&T &unknown; &#0; &#xD800; &#x110000; &#; &;"],
    ["&AMP; &Lt;", "& <"],
  ] as const
) {
  Deno.test(`decodeEntities - ${text}`, () => assert.equal(decodeEntities(text), decoded));
}

Deno.test("decodeEntities - any text comes out well-formed where it went in so, and without entities unchanged", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.ok(decodeEntities(text).isWellFormed());
    if (!text.includes("&")) assert.equal(decodeEntities(text), text);
  }));
});

Deno.test("newsOf - shows what a row has; only web addresses become links", () => {
  const row = {
    id: 7,
    headline: " Q&amp;A ",
    publisher: "Reuters",
    published_at: "2026-07-01T13:30:00.000Z",
  };
  const item = (url: string | null) => newsOf([{ ...row, url }])[0];
  assert.deepEqual(item("https://example.com/a?b=c"), {
    id: "7",
    headline: "Q&A",
    url: "https://example.com/a?b=c",
    publisher: "Reuters",
    published_at: "2026-07-01T13:30:00.000Z",
  });
  for (
    const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "//example.com",
      " https://example.com",
      "",
      null,
    ]
  ) {
    assert.equal(item(url)?.url, "", String(url));
  }
  assert.deepEqual(newsOf([{ id: null, headline: null, url: null, publisher: null, published_at: null }]), [
    { id: "", headline: "", url: "", publisher: "", published_at: null },
  ]);
});
