import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { Canvas, widthOf } from "./canvas.ts";
import { pngOf } from "./png.ts";
import { originOf } from "./view.ts";

Deno.test("pngOf - the pixels come back from a file with its signature, size and checksums", () => {
  const rgb = Uint8Array.from({ length: 3 * 2 * 3 }, (_, i) => i * 13);
  const png = pngOf(rgb, 3, 2);
  assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(png.buffer);
  assert.deepEqual([view.getUint32(16), view.getUint32(20), view.getUint8(25)], [3, 2, 2]);
  const length = view.getUint32(33);
  const rows = inflateSync(png.subarray(41, 41 + length));
  const [first, second] = [rows.subarray(1, 10), rows.subarray(11, 20)];
  assert.deepEqual([...first], [...rgb.subarray(0, 9)]);
  assert.deepEqual([...second].map((byte, i) => (byte + (first[i] ?? 0)) & 255), [...rgb.subarray(9)]);
});

Deno.test("Canvas - letters are as wide as it says and leave ink in their colour; what has no glyph leaves none", () => {
  const canvas = new Canvas(200, 60, 0x000000);
  const inked = () => canvas.rgb.filter((_, i) => i % 3 === 0).filter((red) => red > 0).length;
  assert.equal(canvas.text("漢", 0, 0, "large", 0xff0000), 0);
  assert.equal(inked(), 0);
  assert.equal(canvas.text("AAPL", 10, 0, "large", 0xff0000), 10 + widthOf("AAPL", "large"));
  assert.ok(inked() > 300);
  assert.equal(canvas.rgb.filter((_, i) => i % 3 !== 0).some((other) => other > 0), false);
});

Deno.test("Canvas - what lies beyond its edge is cut off", () => {
  const canvas = new Canvas(20, 20, 0x000000);
  canvas.line([[-50, 10], [70, 10]], 4, 0xffffff);
  canvas.sign(0, 0, 30, 0xffffff);
  assert.equal(canvas.rgb.length, 20 * 20 * 3);
  assert.equal(canvas.rgb[(10 * 20 + 10) * 3], 255);
});

Deno.test("originOf - the router's word on TLS counts, and nothing else of what it could say", () => {
  const at = (headers: Record<string, string>) =>
    originOf(new Request("http://shop.example/x", { headers }), new URL("http://shop.example/x"));
  assert.equal(at({}), "http://shop.example");
  assert.equal(at({ "x-forwarded-proto": "https" }), "https://shop.example");
  assert.equal(
    at({ "x-forwarded-proto": "javascript", "x-forwarded-host": "evil.example" }),
    "http://shop.example",
  );
});
