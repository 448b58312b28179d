import assert from "node:assert/strict";
import { assembleDocument } from "./document.ts";

const HTML =
  '<html lang="en"><head><meta name="description" content="app"/><meta name="viewport" content="v"/></head>' +
  "<body><p>a &lt;/body&gt; b</p></body></html>";

Deno.test("assembleDocument - puts head tags and scripts where they belong", () => {
  assert.equal(
    assembleDocument({ html: HTML, head: '<link rel="x">', scripts: "<script></script>" }),
    "<!DOCTYPE html>" + HTML.replace("</head>", '<link rel="x"></head>')
      .replace("</body>", "<script></script></body>"),
  );
});

Deno.test("assembleDocument - makes a document of a fragment", () => {
  assert.equal(
    assembleDocument({ html: "<p>a</p>", head: "<title>t</title>", scripts: "<script></script>" }),
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head>' +
      "<body><p>a</p><script></script></body></html>",
  );
});

Deno.test("assembleDocument - lets a page's <meta> take the place of the wrapper's with its name", () => {
  const document = assembleDocument({
    html: HTML,
    head: '<meta name="description" content="page"/>',
    scripts: "",
  });
  assert.doesNotMatch(document, /content="app"/);
  assert.match(document, /content="v"\/><meta name="description" content="page"\/><\/head>/);
});

for (
  const [missing, tree] of [
    ["<head>", { html: "<html><body></body></html>", head: "<title>t</title>", scripts: "" }],
    ["<body>", { html: "<html><head></head></html>", head: "", scripts: "<script></script>" }],
  ] as const
) {
  Deno.test(`assembleDocument - says that the app wrapper has no ${missing}`, () => {
    assert.throws(() => assembleDocument(tree), { name: "TypeError", message: new RegExp(missing) });
  });
}
