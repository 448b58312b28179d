import assert from "node:assert/strict";
import { formatDateTime, formatPercent, formatPrice } from "@/lib/market/format.ts";
import { settingCookie } from "@/lib/market/settings.ts";
import { acceptedLocale, settingsOf, withConventions, writeForReaders } from "./settings.ts";

const of = (cookie: string, language?: string) =>
  settingsOf(
    new Request("http://127.0.0.1/", {
      headers: { cookie, ...language === undefined ? {} : { "accept-language": language } },
    }),
  );

for (
  const [header, locale] of [
    [null, "en-US"],
    ["*", "en-US"],
    ["de-CH, de;q=0.9, en;q=0.8", "de-CH"],
    ["xx-YY;q=1, fr;q=0.5", "fr"],
    ["en;q=0.1, ja", "ja"],
    ["fr;q=0, de", "de"],
    ["not a language!, %%%", "en-US"],
    ["x".repeat(10_000), "en-US"],
  ] as const
) {
  Deno.test(`acceptedLocale - ${String(header).slice(0, 40)} is written as ${locale}`, () => {
    assert.equal(acceptedLocale(header), locale);
  });
}

Deno.test("settingsOf - cookies that were not set by us say nothing", () => {
  const { theme, rising, zone, locale, keys, conventions } = of(
    "theme=neon; rising=blue; zone=Mars/Olympus; locale=%ff; keys=maybe",
  );
  assert.deepEqual([theme, rising, zone, locale, keys], ["system", "green", "America/New_York", "", "on"]);
  assert.deepEqual(conventions, { locale: "en-US", zone: "America/New_York" });
});

Deno.test("settingsOf - what the cookie of a setting remembers is read back, and a default is forgotten", () => {
  for (
    const [name, value] of [["theme", "dark"], ["rising", "red"], ["zone", "Asia/Kolkata"], [
      "locale",
      "de-CH",
    ], [
      "keys",
      "off",
    ]] as const
  ) {
    const cookie = settingCookie(name, value);
    assert.match(cookie, /max-age=31536000/);
    assert.equal(of(cookie.split(";")[0] ?? "")[name], value);
  }
  assert.match(settingCookie("theme", "system"), /max-age=0/);
  assert.equal(
    of("locale=de-CH", "fr").conventions.locale,
    "de-CH",
    "a choice wins over the browser's language",
  );
});

Deno.test("Conventions - two readers answered at the same time each get their own numbers and times", async () => {
  writeForReaders();
  const write = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    return [formatPrice(1234.5), formatPercent(-0.5), formatDateTime("2026-11-20T19:30:00Z")].join(" | ");
  };
  const [berlin, tokyo] = await Promise.all([
    withConventions({ locale: "de-DE", zone: "Europe/Berlin" }, write),
    withConventions({ locale: "ja-JP", zone: "Asia/Tokyo" }, write),
  ]);
  assert.equal(berlin, "1.234,50 | −0,50\u202f% | 20. Nov., 20:30");
  assert.equal(tokyo, "1,234.50 | −0.50\u202f% | 11月21日 04:30");
  assert.equal(await write(), "1,234.50 | −0.50\u202f% | Nov 20, 14:30");
});
