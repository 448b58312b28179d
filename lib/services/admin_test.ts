import assert from "node:assert/strict";
import fc from "fast-check";
import { ADMIN_COOKIE, cookieValue, isAdmin, isToken } from "./admin.ts";

const TOKEN = "open sesame";

const ask = (headers: Readonly<Record<string, string>> = {}, url = "http://127.0.0.1:8000/api/ingest") =>
  new Request(url, { method: "POST", headers });
const withCookie = (value: string) => ask({ cookie: `theme=dark; ${ADMIN_COOKIE}=${value}; other=1` });

for (
  const [what, request, host, allowed] of [
    ["loopback, by its number", ask(), "127.0.0.1", true],
    ["loopback, by its name", ask({}, "http://localhost:8000/"), "127.0.0.1", true],
    ["loopback of IPv6", ask({}, "http://[::1]:8000/"), "::1", true],
    [
      "another site whose name resolves to loopback",
      ask({}, "http://evil.example:8000/"),
      "127.0.0.1",
      false,
    ],
    ["a machine that others reach", ask({}, "http://192.0.2.1:8000/"), "0.0.0.0", false],
    ["a machine that others reach, asked as loopback", ask(), "0.0.0.0", false],
    ["a token where none is set", ask({ authorization: "Bearer " }), "0.0.0.0", false],
    ["a cookie of an empty token", withCookie(cookieValue("")), "0.0.0.0", false],
  ] as const
) {
  Deno.test(`isAdmin - without a token only this machine's user: ${what}: ${allowed}`, () => {
    assert.equal(isAdmin(request, { adminToken: "", host }), allowed);
  });
}

for (
  const [what, request, allowed] of [
    ["the token", ask({ authorization: `Bearer ${TOKEN}` }), true],
    ["the token, scheme in small letters", ask({ authorization: `bearer   ${TOKEN}` }), true],
    ["the cookie of the sign-in", withCookie(cookieValue(TOKEN)), true],
    ["nothing, even on loopback", ask(), false],
    ["another token", ask({ authorization: "Bearer close sesame" }), false],
    ["a longer token", ask({ authorization: `Bearer ${TOKEN}!` }), false],
    ["another scheme", ask({ authorization: `Basic ${btoa(`admin:${TOKEN}`)}` }), false],
    ["the token itself as cookie", withCookie(TOKEN.replace(" ", "%20")), false],
    ["the cookie of another token", withCookie(cookieValue("close sesame")), false],
    ["an empty cookie", withCookie(""), false],
    [
      "a wrong token beside a right cookie: who sends one means it",
      ask({ authorization: "Bearer x", cookie: `${ADMIN_COOKIE}=${cookieValue(TOKEN)}` }),
      false,
    ],
  ] as const
) {
  Deno.test(`isAdmin - with a token set: ${what}: ${allowed}`, () => {
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      assert.equal(isAdmin(request, { adminToken: TOKEN, host }), allowed, host);
    }
  });
}

Deno.test("isToken - only the token is the token, and an empty one opens nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, token) => {
    assert.equal(isToken(text, token), token !== "" && text === token);
  }));
});

Deno.test("cookieValue - does not show the token, and is the same for the same token", () => {
  assert.equal(cookieValue(TOKEN), cookieValue(TOKEN));
  assert.match(cookieValue(TOKEN), /^[0-9a-f]{64}$/);
  assert.notEqual(cookieValue(TOKEN), cookieValue(`${TOKEN} `));
});
