import assert from "node:assert/strict";
import fc from "fast-check";
import { APP, appOf, ERROR_PAGE, get, layout, text } from "./_app_testing.tsx";
import { App, page, type PageProps } from "./mod.ts";
import type { RouteModule } from "./manifest.ts";

Deno.test("App - renders a page in its layouts and the app wrapper", async () => {
  const app = appOf({
    "./routes/_app.tsx": APP,
    "./routes/_layout.tsx": layout("outer"),
    "./routes/blog/_layout.tsx": layout("inner"),
    "./routes/blog/[slug].tsx": { default: ({ params }: PageProps) => <h1>{params.slug}</h1> },
  });
  const response = await get(app, "/blog/hello");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(
    await response.text(),
    '<!DOCTYPE html><html lang="en"><head><title>App</title></head><body>' +
      '<div class="outer"><div class="inner"><h1>hello</h1></div></div></body></html>',
  );
});

Deno.test("App - makes a document of a page without an app wrapper", async () => {
  const response = await get(appOf({ "./routes/index.tsx": { default: () => <p>hi</p> } }), "/");
  assert.equal(
    await response.text(),
    '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p>hi</p></body></html>',
  );
});

for (
  const [name, config, layoutConfig, expected] of [
    ["a page that skips layouts", { skipInheritedLayouts: true }, {}, /<body><p>page<\/p><\/body>/],
    [
      "a page that skips the app",
      { skipAppWrapper: true },
      {},
      /<body><div class="outer"><div class="inner"><p>/,
    ],
    ["a layout that skips layouts", {}, { skipInheritedLayouts: true }, /<body><div class="inner"><p>page/],
    ["a layout that skips the app", {}, { skipAppWrapper: true }, /utf-8"><\/head><body><div class="outer">/],
  ] as const
) {
  Deno.test(`App - respects ${name}`, async () => {
    const response = await get(
      appOf({
        "./routes/_app.tsx": APP,
        "./routes/_layout.tsx": layout("outer"),
        "./routes/a/_layout.tsx": layout("inner", layoutConfig),
        "./routes/a/index.tsx": { config, default: () => <p>page</p> },
      }),
      "/a",
    );
    assert.match(await response.text(), expected);
  });
}

for (
  const [path, expected] of [
    ["/", "index"],
    ["/news", "news"],
    ["/stocks", "stocks"],
    ["/stocks/compare", "compare"],
    ["/stocks/AAPL", "symbol"],
    ["/stocks/AAPL/history", "history"],
    ["/files/a/b/c", "rest"],
    ["/pinned", "override"],
  ] as const
) {
  Deno.test(`App - leads ${path} to the most specific file`, async () => {
    const app = appOf({
      "./routes/files/[...path].ts": text("rest"),
      "./routes/stocks/[symbol].ts": text("symbol"),
      "./routes/stocks/[symbol]/history.ts": text("history"),
      "./routes/stocks/compare.ts": text("compare"),
      "./routes/stocks/index.ts": text("stocks"),
      "./routes/(site)/news.ts": text("news"),
      "./routes/(site)/(_components)/card.ts": { anything: 1 },
      "./routes/strange.ts": { ...text("override"), config: { routeOverride: "/pinned" } },
      "./routes/index.ts": text("index"),
    });
    const response = await get(app, path);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), expected);
  });
}

Deno.test("App - gives a page the data, status and headers of its handler", async () => {
  const app = appOf({
    "./routes/index.tsx": {
      handler: { GET: () => page({ n: 7 }, { status: 201, headers: { "x-a": "b" } }) },
      default: ({ data }: PageProps<{ n: number }>) => <b>{data.n}</b>,
    },
  });
  const response = await get(app, "/");
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("x-a"), "b");
  assert.match(await response.text(), /<b>7<\/b>/);
});

Deno.test("App - waits for async pages and layouts, and lets them answer by themselves", async () => {
  const app = appOf({
    "./routes/_layout.tsx": {
      default: async ({ Component, url }: PageProps) =>
        await Promise.resolve(
          url.search ? new Response("from the layout") : (
            <main>
              <Component />
            </main>
          ),
        ),
    },
    "./routes/index.tsx": { default: async () => await Promise.resolve(<i>late</i>) },
  });
  assert.match(await (await get(app, "/")).text(), /<main><i>late<\/i><\/main>/);
  assert.equal(await (await get(app, "/?x")).text(), "from the layout");
});

Deno.test("App - runs middlewares from the outermost folder to the innermost", async () => {
  const seen: string[] = [];
  const middleware = (name: string) => (ctx: { next(): Promise<Response> }) => (seen.push(name), ctx.next());
  const app = appOf({
    "./routes/a/_middleware.ts": { default: [middleware("a1"), middleware("a2")] },
    "./routes/_middleware.ts": { handler: middleware("root") },
    "./routes/b/_middleware.ts": { default: middleware("b") },
    "./routes/(g)/_middleware.ts": { default: middleware("g") },
    "./routes/(g)/c.ts": text("c"),
    "./routes/a/x.ts": text("x"),
  });
  await get(app, "/a/x");
  await get(app, "/c");
  assert.deepEqual(seen, ["root", "a1", "a2", "root", "g"]);
});

Deno.test("App - answers HEAD by GET without a body", async () => {
  const response = await get(appOf({ "./routes/index.tsx": { default: () => <p>hi</p> } }), "/", {
    method: "HEAD",
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(await response.text(), "");
});

Deno.test("App - answers HEAD without a length where it does not know it, never with that of an empty body", async () => {
  const app = appOf({ "./routes/index.tsx": { default: () => <p>hi</p> } });
  const server = await app.listen({ hostname: "127.0.0.1", port: 0 });
  try {
    const response = await fetch(`http://127.0.0.1:${server.addr.port}/`, { method: "HEAD" });
    assert.equal(response.headers.get("content-length"), null);
    assert.equal(await response.text(), "");
  } finally {
    await server.shutdown();
  }
});

for (
  const [method, status, allow] of [
    ["POST", 200, null],
    ["DELETE", 405, "GET, HEAD, POST"],
    ["BREW", 405, "GET, HEAD, POST"],
    ["OPTIONS", 204, "GET, HEAD, POST"],
  ] as const
) {
  Deno.test(`App - answers ${method} with ${status} where GET and POST are handled`, async () => {
    const app = appOf({
      "./routes/index.tsx": { handler: { POST: () => new Response("posted") }, default: () => <p /> },
    });
    const response = await get(app, "/", { method });
    assert.equal(response.status, status);
    assert.equal(response.headers.get("allow"), allow);
  });
}

Deno.test("App - applies what it is told from top to bottom, and mounts another app below a path", async () => {
  const mark = (name: string) => async (ctx: { next(): Promise<Response> }) => {
    const response = await ctx.next();
    response.headers.append("x-mark", name);
    return response;
  };
  const inner = new App<unknown>().use(mark("inner")).get("/", () => new Response("home"))
    .get("/x/:id", (ctx) => new Response(ctx.params.id));
  const app = new App<unknown>().use(mark("first")).get("/early", () => new Response("early"))
    .use(mark("second")).use("/api", mark("api")).mountApp("/api", inner).all(
      "/any",
      (ctx) => ctx.text(ctx.req.method),
    );
  assert.equal((await get(app, "/early")).headers.get("x-mark"), "first");
  const mountedResponse = await get(app, "/api/x/7");
  assert.equal(await mountedResponse.text(), "7");
  assert.equal(mountedResponse.headers.get("x-mark"), "inner, api, second, first");
  assert.equal(await (await get(app, "/api")).text(), "home");
  assert.equal(await (await get(app, "/any", { method: "PATCH" })).text(), "PATCH");
});

for (
  const [name, routes, message] of [
    ["an unknown export", { "./routes/a.ts": { GET: () => {} } }, /unknown export "GET"/],
    ["an unknown method", { "./routes/a.ts": { handler: { Get: () => {} } } }, /unknown method "Get"/],
    [
      "an unsupported config",
      { "./routes/a.ts": { ...text(""), config: { csp: true } } },
      /config "csp" is not/,
    ],
    ["a route without exports", { "./routes/a.ts": {} }, /expected a default export or a handler/],
    ["a middleware that is none", { "./routes/_middleware.ts": { default: {} } }, /expected a middleware/],
    ["a layout without a component", { "./routes/_layout.tsx": {} }, /default export to be a component/],
    [
      "two files with one pattern",
      { "./routes/(a)/x.ts": text(""), "./routes/(b)/x.ts": text("") },
      /"\.\/routes\/\(a\)\/x\.ts" has the same pattern "\/x"/,
    ],
  ] as const
) {
  Deno.test(`App - refuses ${name} when it is made`, () => {
    assert.throws(() => appOf(routes as Record<string, RouteModule>).handler(), {
      name: "TypeError",
      message,
    });
  });
}

Deno.test("App - calls it an error when a handler returns nothing", async () => {
  const seen: unknown[] = [];
  const app = appOf({ "./routes/index.ts": { handler: () => undefined } }, seen);
  assert.equal((await get(app, "/")).status, 500);
  assert.match(String(seen[0]), /expected its handler to return a Response or page\(\)/);
});

Deno.test("App - answers any path and method with a response", async () => {
  const seen: unknown[] = [];
  const handler = appOf({
    "./routes/_app.tsx": APP,
    "./routes/_error.tsx": ERROR_PAGE("root"),
    "./routes/[a]/[[b]].tsx": { default: ({ params }: PageProps) => <p>{JSON.stringify(params)}</p> },
  }, seen).handler();
  const path = fc.oneof(
    fc.webPath(),
    fc.webUrl().map((url) => "/" + url),
    fc.constantFrom("/%", "//x", "/%00/%ff"),
  );
  await fc.assert(
    fc.asyncProperty(path, fc.constantFrom("GET", "HEAD", "POST", "OPTIONS"), async (path, method) => {
      const response = await handler(new Request("http://localhost" + path, { method }));
      await response.body?.cancel();
      assert.ok(response.status < 500);
    }),
  );
  assert.deepEqual(seen, []);
});

Deno.test("App - listens, and hands back a server that can be shut down", async () => {
  const server = await new App<unknown>().get("/", (ctx) => ctx.json({ ok: true })).listen({
    port: 0,
    hostname: "127.0.0.1",
  });
  const response = await fetch(`http://127.0.0.1:${server.addr.port}/`);
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.deepEqual(await response.json(), { ok: true });
  await server.shutdown();
});
