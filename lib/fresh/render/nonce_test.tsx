import assert from "node:assert/strict";
import { options } from "preact";
import { App } from "../app.ts";
import { csp } from "../middlewares/csp.ts";

function app(...middlewares: ReturnType<typeof csp>[]): App<unknown> {
  return new App<unknown>().use(...middlewares).get("/", (ctx) =>
    ctx.render(
      <main>
        <style>{"p{margin:0}"}</style>
        <script src="/x.js" />
        <script nonce="own" />
        <p dangerouslySetInnerHTML={{ __html: "<script>injected()</script>" }} />
      </main>,
    ));
}

Deno.test("csp - has its nonce on the scripts and styles of the page, and on nothing injected", async () => {
  const response = await app(csp()).handler()(new Request("http://localhost/"));
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
  const html = await response.text();
  assert.ok(html.includes(`<style nonce="${nonce}">`));
  assert.ok(html.includes(`<script src="/x.js" nonce="${nonce}">`));
  assert.ok(html.includes('<script nonce="own">'));
  assert.ok(html.includes("<script>injected()</script>"));
});

Deno.test("csp - leaves pages without it as they are, and no hook behind", async () => {
  const before = { ...options };
  await app(csp()).handler()(new Request("http://localhost/"));
  assert.deepEqual({ ...options }, before);
  const response = await app().handler()(new Request("http://localhost/"));
  assert.match(await response.text(), /<style>p\{margin:0\}<\/style><script src="\/x\.js"><\/script>/);
});
