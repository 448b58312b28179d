import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import type { Middleware } from "../types.ts";
import { through } from "../_testing.ts";
import { compression } from "./compression.ts";

const LONG = "<p>quarter of an hour</p>".repeat(200);

const html = (body: BodyInit, headers: Record<string, string> = {}): Middleware<unknown> => () =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });

function ask(handler: Middleware<unknown>, accept: string | null, method = "GET"): Promise<Response> {
  return through(compression(), handler, "/", {
    method,
    headers: accept === null ? {} : { "accept-encoding": accept },
  });
}

for (const [accept, encoding] of [["gzip, deflate, br, zstd", "br"], ["gzip", "gzip"]] as const) {
  Deno.test(`compression - answers "${accept}" with ${encoding}`, async () => {
    const response = await ask(html(LONG, { etag: '"1"', "content-length": String(LONG.length) }), accept);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-encoding"), encoding);
    assert.equal(response.headers.get("vary"), "Accept-Encoding");
    assert.equal(response.headers.get("etag"), 'W/"1"');
    assert.equal(response.headers.get("content-length"), null);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.ok(bytes.byteLength < 200);
    assert.equal(String(encoding === "br" ? brotliDecompressSync(bytes) : gunzipSync(bytes)), LONG);
  });
}

for (
  const [name, handler, accept] of [
    ["without Accept-Encoding", html(LONG), null],
    ["of a few bytes", html("<p>"), "br"],
    ["that are images", html(LONG, { "content-type": "image/png" }), "br"],
    ["that are compressed already", html(LONG, { "content-encoding": "zstd" }), "br"],
    ["that must not be transformed", html(LONG, { "cache-control": "no-transform" }), "br"],
    ["without a type", () => new Response(new TextEncoder().encode(LONG)), "br"],
  ] as const
) {
  Deno.test(`compression - leaves answers alone ${name}`, async () => {
    const response = await ask(handler, accept);
    assert.notEqual(response.headers.get("content-encoding"), "br");
    assert.ok((await response.text()).startsWith("<p>"));
  });
}

Deno.test("compression - says Vary to clients that cannot decompress, too", async () => {
  assert.equal((await ask(html(LONG), null)).headers.get("vary"), "Accept-Encoding");
  assert.equal(
    (await ask(html(LONG, { vary: "accept-encoding" }), null)).headers.get("vary"),
    "accept-encoding",
  );
});

Deno.test("compression - never touches an event stream", async () => {
  let cancelled = false;
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => void (cancelled = true),
  });
  const response = await ask(html(stream, { "content-type": "text/event-stream" }), "br");
  assert.equal(response.headers.get("content-encoding"), null);
  assert.equal(response.headers.get("vary"), null);
  const reader = response.body?.getReader();
  assert.equal(new TextDecoder().decode((await reader?.read())?.value), "data: 1\n\n");
  await reader?.cancel();
  assert.ok(cancelled);
});

for (const encoding of ["br", "gzip"] as const) {
  Deno.test(`compression - passes on each piece of a stream before the next is there (${encoding})`, async () => {
    const { readable, writable } = new TransformStream<Uint8Array>();
    const writer = writable.getWriter();
    const encode = (text: string) => new TextEncoder().encode(text);
    const writes = writer.write(encode("first "));
    const response = await ask(html(readable), encoding);
    assert.equal(response.headers.get("content-encoding"), encoding);
    const reader = response.body?.getReader();
    const received: Uint8Array[] = [];
    const decoded = () =>
      String(
        encoding === "br"
          ? brotliDecompressSync(Buffer.concat(received), {
            finishFlush: constants.BROTLI_OPERATION_FLUSH,
          } as never)
          : gunzipSync(Buffer.concat(received), { finishFlush: constants.Z_SYNC_FLUSH }),
      );
    const next = async () => received.push((await reader?.read())?.value ?? new Uint8Array());
    while (received.length === 0 || decoded() !== "first ") await next();
    await writes;
    const second = writer.write(encode("second"));
    while (decoded() !== "first second") await next();
    await second;
    const closed = writer.close();
    for (let done = false; !done;) done = (await reader?.read())?.done ?? true;
    await closed;
  });
}

Deno.test("compression - tells a stream that its reader went away", async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(LONG)),
    cancel: resolve,
  });
  const response = await ask(html(stream), "gzip");
  await response.body?.cancel("gone");
  assert.equal(await promise, "gone");
});

Deno.test("compression - keeps a body of many pieces whole", async () => {
  const pieces = Array.from({ length: 500 }, (_, index) => `${index},${"x".repeat(index)}\n`);
  const handler: Middleware<unknown> = (ctx) =>
    ctx.stream(async function* () {
      for (const piece of pieces) yield await Promise.resolve(piece);
    }, { headers: { "content-type": "text/csv" } });
  const response = await ask(handler, "br");
  assert.equal(response.headers.get("content-encoding"), "br");
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.equal(String(brotliDecompressSync(bytes)), pieces.join(""));
});

Deno.test("compression - answers HEAD without a body", async () => {
  const response = await ask(html(LONG), "br", "HEAD");
  assert.equal(await response.text(), "");
  assert.equal(response.headers.get("vary"), "Accept-Encoding");
});
