import assert from "node:assert/strict";
import { through } from "./_testing.ts";

const pass = (ctx: { next(): Promise<Response> }) => ctx.next();

for (
  const [target, location] of [
    ["/a?b=//c#d", "/a?b=//c#d"],
    ["https://other.test/x", "https://other.test/x"],
    ["relative", "relative"],
    ["//evil.test/x", "/evil.test/x"],
    ["/\\evil.test", "/evil.test"],
    ["\\\\evil.test", "/evil.test"],
    ["/\t/evil.test", "/evil.test"],
    [" //evil.test", "/evil.test"],
  ] as const
) {
  Deno.test(`Context - redirects ${JSON.stringify(target)} to ${location}`, async () => {
    const response = await through(pass, (ctx) => ctx.redirect(target, 303));
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), location);
  });
}

Deno.test("Context - answers with text, HTML, JSON and streams", async () => {
  const text = await through(pass, (ctx) => ctx.text("a", { status: 202 }));
  assert.equal(text.status, 202);
  assert.equal(text.headers.get("content-type"), "text/plain;charset=UTF-8");
  const html = await through(pass, (ctx) => ctx.html("<p>", { headers: { "x-a": "b" } }));
  assert.equal(html.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(html.headers.get("x-a"), "b");
  const json = await through(pass, (ctx) => ctx.json({ a: 1 }));
  assert.equal(json.headers.get("content-type"), "application/json");
  assert.deepEqual(await json.json(), { a: 1 });
  const stream = await through(pass, (ctx) => ctx.stream(["a", new TextEncoder().encode("b")]));
  assert.equal(await stream.text(), "ab");
});

Deno.test("Context - renders null as an empty page, and nothing that is not JSX", async () => {
  const empty = await through(pass, (ctx) => ctx.render(null, { status: 201 }));
  assert.equal(empty.status, 201);
  assert.match(await empty.text(), /<body><\/body>/);
  const wrong = await through(pass, (ctx) => ctx.render("text" as never));
  assert.equal(wrong.status, 500);
});

Deno.test("Context - makes one slash of several in the path", async () => {
  const response = await through(pass, (ctx) => ctx.text(ctx.url.pathname), "//a///b");
  assert.equal(await response.text(), "/a/b");
});

Deno.test("Context - shares its state between the middlewares and handlers of a request", async () => {
  const response = await through((ctx) => {
    (ctx.state as { user: string }).user = "ada";
    return ctx.next();
  }, (ctx) => ctx.text((ctx.state as { user: string }).user));
  assert.equal(await response.text(), "ada");
});
