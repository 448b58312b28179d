import assert from "node:assert/strict";
import { cookieOf } from "./cookies.ts";

const of = (cookie: string | undefined, name: string) =>
  cookieOf(new Request("http://127.0.0.1/", cookie === undefined ? {} : { headers: { cookie } }), name);

for (
  const [cookie, name, value] of [
    [undefined, "theme", undefined],
    ["", "theme", undefined],
    ["theme=dark", "theme", "dark"],
    ["a=1; theme=dark; b=2", "theme", "dark"],
    ["a=1;theme=dark;b=2", "theme", "dark"],
    ["theme=", "theme", ""],
    ["theme", "theme", undefined],
    ["=dark", "", undefined],
    ["xtheme=dark", "theme", undefined],
    ["theme=a=b==", "theme", "a=b=="],
    ["theme=first; theme=second", "theme", "first"],
    ["Theme=dark", "theme", undefined],
  ] as const
) {
  Deno.test(`cookieOf - ${JSON.stringify(cookie)} has ${name} ${JSON.stringify(value)}`, () => {
    assert.equal(of(cookie, name), value);
  });
}
