import assert from "node:assert/strict";
import { type Signal, signal } from "@preact/signals";
import { type ComponentChildren, createContext, Fragment, type VNode } from "preact";
import { useContext, useId } from "preact/hooks";
import { asset, Head } from "../runtime.ts";
import { type BuildSnapshot, emptySnapshot } from "../snapshot.ts";
import { registerIslands, renderTree } from "./render.ts";
import { STATE_ID } from "./wire.ts";

function Box({ children, label }: { children?: ComponentChildren; label?: ComponentChildren }) {
  return <div>{label}{children}</div>;
}
function Closed(_props: { children: ComponentChildren }) {
  return <b>closed</b>;
}
function Price({ value }: { value: Signal<number> }) {
  return <i>{value}</i>;
}
function Outer() {
  return <Box>nested</Box>;
}
function WithId() {
  return <s id={useId()} />;
}
function WithHead() {
  return (
    <Head>
      <title>from an island</title>
    </Head>
  );
}
const components = { Box, Closed, Price, Outer, WithId, WithHead };

const islands = registerIslands({
  routes: {},
  islands: { "./islands/all.tsx": { ...components, notAnIsland: 1 } },
  baseUrl: "file:///",
});

const file = { path: "", hash: "abc", contentType: "", immutable: false, encodings: [], size: 1 };
const snapshot: BuildSnapshot = {
  ...emptySnapshot,
  runtime: "/runtime.js",
  islands: Object.fromEntries(
    Object.keys(components).map((name) => [
      `islands/all.tsx#${name}`,
      { module: "/all.js", imports: ["/chunk.js"], ...(name === "Box" ? { css: ["/box.css"] } : {}) },
    ]),
  ),
  files: { "/a.png": file },
};

function render(tree: VNode, nonce?: string, build = snapshot) {
  return renderTree(tree, { islands, snapshot: build, nonce });
}

function stateOf(scripts: string) {
  const json = new RegExp(`<script id="${STATE_ID}" type="application/json"[^>]*>([^<]*)</script>`).exec(
    scripts,
  )?.[1];
  return JSON.parse(json ?? "null");
}

Deno.test("renderTree - a page without islands ships no script and no link", () => {
  assert.deepEqual(render(<p>a &lt; b</p>), { html: "<p>a &lt; b</p>", scripts: "", head: "" });
});

Deno.test("renderTree - an island stands between markers, its props in the state", () => {
  const { html, scripts, head } = render(
    <main>
      <Price value={signal(1.5)} />
    </main>,
  );
  assert.equal(html, "<main><!--frsh:island:0--><i>1.5</i><!--/frsh:island--></main>");
  assert.deepEqual(stateOf(scripts), {
    m: ["/all.js"],
    i: [[0, "Price", 0]],
    c: [{ value: 1 }, ["$", 2], 1.5],
  });
  assert.ok(scripts.endsWith('<script type="module" src="/runtime.js"></script>'));
  assert.equal(
    head,
    ["/runtime.js", "/chunk.js", "/all.js"].map((url) => `<link rel="modulepreload" href="${url}">`).join(""),
  );
});

Deno.test("renderTree - every script and link carries the nonce, escaped", () => {
  const { scripts, head } = render(<Box />, 'n"1');
  for (const tag of (scripts + head).match(/<(script|link)[^>]*>/g) ?? []) {
    assert.match(tag, / nonce="n&quot;1"/);
  }
  assert.match(head, /^<link rel="stylesheet" href="\/box.css" nonce/);
});

Deno.test("renderTree - props cannot leave their script", () => {
  const { scripts } = render(<Box label="</script><script>alert(1)</script><!--" />);
  assert.equal(scripts.match(/<\/script>/g)?.length, 2);
  assert.ok(!scripts.includes("<!--"));
  assert.ok(stateOf(scripts).c.includes("</script><script>alert(1)</script><!--"));
});

Deno.test("renderTree - JSX props become slots and are not sent as code", () => {
  const { html, scripts } = render(
    <Box label={<em>l</em>}>
      {"text "}
      <p>child</p>
    </Box>,
  );
  assert.equal(
    html,
    "<!--frsh:island:0--><div><!--frsh:slot:0--><em>l</em><!--/frsh:slot-->" +
      "<!--frsh:slot:1-->text <p>child</p><!--/frsh:slot--></div><!--/frsh:island-->",
  );
  assert.deepEqual(stateOf(scripts).c, [{ label: 1, children: 2 }, ["J", 0], ["J", 1]]);
});

Deno.test("renderTree - text as children is data, not a slot", () => {
  const { html, scripts } = render(<Box>text</Box>);
  assert.equal(html, "<!--frsh:island:0--><div>text</div><!--/frsh:island-->");
  assert.deepEqual(stateOf(scripts).c, [{ children: 1 }, "text"]);
});

Deno.test("renderTree - a slot that is not shown travels in a template, islands inside it too", () => {
  const { html, scripts } = render(
    <Closed>
      <Closed>
        <Price value={signal(2)} />
      </Closed>
    </Closed>,
  );
  assert.equal(html, "<!--frsh:island:0--><b>closed</b><!--/frsh:island-->");
  assert.match(
    scripts,
    /^<template id="frsh-slot-0"><!--frsh:island:1--><b>closed<\/b><!--\/frsh:island--><\/template>/,
  );
  assert.match(
    scripts,
    /<template id="frsh-slot-1"><!--frsh:island:2--><i>2<\/i><!--\/frsh:island--><\/template>/,
  );
  assert.equal(stateOf(scripts).i.length, 3);
});

Deno.test("renderTree - an island that another renders belongs to it", () => {
  const { html, scripts } = render(<Outer />);
  assert.equal(html, "<!--frsh:island:0--><div>nested</div><!--/frsh:island-->");
  assert.equal(stateOf(scripts).i.length, 1);
});

Deno.test("renderTree - ids count per island and per slot", () => {
  const { html } = render(
    <>
      <Box>
        <WithId />
      </Box>
      <WithId />
      <WithId />
    </>,
  );
  const ids = [...html.matchAll(/id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, 3);
});

Deno.test("renderTree - an element kept between renders belongs to each page anew", () => {
  const kept = (
    <Box>
      <Head>
        <title>t</title>
      </Head>
    </Box>
  );
  assert.deepEqual(render(kept), render(kept));
});

Deno.test("renderTree - an island that is missing in the build is an error that names it", () => {
  assert.throws(
    () => render(<Box />, undefined, emptySnapshot),
    /Cannot render island "islands\/all.tsx#Box"/,
  );
});

Deno.test("renderTree - a function as a prop is an error that names island and prop", () => {
  assert.throws(
    () => render(<Box label={(() => 1) as never} />),
    /prop "label" to island "islands\/all.tsx#Box"/,
  );
});

Deno.test("Head - moves its children into the head, the last title wins over the document's own", () => {
  const Place = createContext("?");
  const Meta = () => <meta name="place" content={useContext(Place)} />;
  const { html, head } = render(
    <html>
      <head>
        <title>own</title>
      </head>
      <body>
        <Head>
          <title>first</title>
        </Head>
        <Place.Provider value="here">
          <p>
            <Head>
              <Meta />
            </Head>text
          </p>
        </Place.Provider>
        <WithHead />
        <svg>
          <title>of a drawing</title>
        </svg>
      </body>
    </html>,
  );
  assert.equal(
    html,
    "<html><head></head><body><p>text</p><!--frsh:island:0--><!--/frsh:island-->" +
      "<svg><title>of a drawing</title></svg></body></html>",
  );
  assert.match(head, /^<title>from an island<\/title><meta name="place" content="here"\/?>/);
  assert.ok(!head.includes("first"));
});

function Assets() {
  return (
    <Fragment>
      <img src="/a.png" srcset="/a.png, /a.png?w=2 2x" />
      <img src="/a.png" data-fresh-disable-lock />
      <a href={asset("/a.png#x")} />
      <a href={asset("/unknown.png")} />
      <a href={asset("//a.example/a.png")} />
    </Fragment>
  );
}

Deno.test("asset - images load by their hash, unless they opt out", () => {
  assert.equal(
    render(<Assets />).html,
    '<img src="/a.png?__frsh_c=abc" srcset="/a.png?__frsh_c=abc, /a.png?w=2&amp;__frsh_c=abc 2x"/>' +
      '<img src="/a.png" data-fresh-disable-lock="true"/><a href="/a.png?__frsh_c=abc#x"></a>' +
      '<a href="/unknown.png"></a><a href="//a.example/a.png"></a>',
  );
});
