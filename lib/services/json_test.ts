import assert from "node:assert/strict";
import { json, tagged } from "./json.ts";

const ask = (ifNoneMatch?: string) =>
  new Request(
    "http://127.0.0.1/",
    ifNoneMatch === undefined ? {} : { headers: { "if-none-match": ifNoneMatch } },
  );

Deno.test("json - equal content has an equal tag, and may be kept if it is asked about", async () => {
  const [a, b, c] = [json(ask(), { x: 1 }), json(ask(), { x: 1 }), json(ask(), { x: 2 })];
  assert.equal(a.status, 200);
  assert.equal(a.headers.get("content-type"), "application/json");
  assert.equal(a.headers.get("cache-control"), "no-cache");
  assert.equal(await a.text(), '{"x":1}');
  assert.equal(a.headers.get("etag"), b.headers.get("etag"));
  assert.notEqual(a.headers.get("etag"), c.headers.get("etag"));
});

Deno.test("tagged - 304 for who names the tag, weak or strong, alone or among others, or any", async () => {
  const etag = tagged(ask(), "text", "text/plain").headers.get("etag") ?? "";
  for (const sent of [etag, etag.replace("W/", ""), `"a", ${etag},W/"b"`, "*"]) {
    const response = tagged(ask(sent), "text", "text/plain", { "x-own": "1" });
    assert.equal(response.status, 304, sent);
    assert.equal(response.headers.get("etag"), etag);
    assert.equal(response.headers.get("x-own"), "1");
    assert.equal(response.headers.get("content-type"), null);
    assert.equal(await response.text(), "");
  }
  for (const sent of ["", '""', '"a"', etag.slice(0, -2)]) {
    assert.equal(tagged(ask(sent), "text", "text/plain").status, 200, sent);
  }
});
