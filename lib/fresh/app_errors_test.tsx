import assert from "node:assert/strict";
import { APP, appOf, ERROR_PAGE, get } from "./_app_testing.tsx";
import { App, HttpError } from "./mod.ts";

for (
  const [path, status, expected] of [
    ["/boom", 500, /<p class="root">hidden<\/p>/],
    ["/gone", 410, /<p class="root">410 Moved on<\/p>/],
    ["/api/boom", 500, /<p class="api">hidden<\/p>/],
    ["/api/deep/gone", 410, /<p class="api">410 Moved on<\/p>/],
    ["/nowhere", 404, /<p class="root">404 Not Found<\/p>/],
  ] as const
) {
  Deno.test(`App - shows the nearest error page for ${path}`, async () => {
    const gone = {
      handler: () => {
        throw new HttpError(410, "Moved on");
      },
    };
    const boom = {
      handler: () => {
        throw new Error("secret");
      },
    };
    const seen: unknown[] = [];
    const app = appOf({
      "./routes/_app.tsx": APP,
      "./routes/_error.tsx": ERROR_PAGE("root"),
      "./routes/api/_error.tsx": ERROR_PAGE("api"),
      "./routes/boom.ts": boom,
      "./routes/gone.ts": gone,
      "./routes/api/boom.ts": boom,
      "./routes/api/deep/gone.ts": gone,
    }, seen);
    const response = await get(app, path);
    assert.equal(response.status, status);
    assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(await response.text(), expected);
    assert.deepEqual(seen.map((error) => (error as Error).message), status === 500 ? ["secret"] : []);
  });
}

Deno.test("App - refuses a method by the nearest error page", async () => {
  const app = appOf({
    "./routes/_error.tsx": ERROR_PAGE("root"),
    "./routes/api/_error.tsx": ERROR_PAGE("api"),
    "./routes/api/x.ts": { handler: { GET: () => new Response("x") } },
  });
  const response = await get(app, "/api/x", { method: "PUT" });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "GET, HEAD");
  assert.match(await response.text(), /<p class="api">405 Method Not Allowed/);
});

Deno.test("App - shows _404 for what is not found, and _error for the rest", async () => {
  const app = appOf({
    "./routes/_404.tsx": { default: () => <p>nothing here</p> },
    "./routes/_error.tsx": ERROR_PAGE("root"),
    "./routes/x.ts": {
      handler: () => {
        throw new HttpError(418);
      },
    },
  });
  const missing = await get(app, "/missing");
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /nothing here/);
  assert.equal((await get(app, "/x")).status, 418);
});

Deno.test("App - hides what was thrown, and reports it, also where the error page itself fails", async () => {
  const seen: unknown[] = [];
  const app = appOf({
    "./routes/index.tsx": {
      default: () => {
        throw new Error("first");
      },
    },
    "./routes/_error.tsx": {
      default: () => {
        throw new Error("second");
      },
    },
  }, seen);
  const response = await get(app, "/");
  assert.equal(response.status, 500);
  assert.equal(response.headers.get("content-type"), "text/plain;charset=UTF-8");
  assert.equal(await response.text(), "Internal Server Error");
  assert.deepEqual(seen.map((error) => (error as Error).message).slice(0, 2), ["first", "second"]);
});

Deno.test("App - sends the middlewares' headers with error pages too", async () => {
  const app = new App<unknown>()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.set("x-seen", String(response.status));
      return response;
    })
    .onError("*", (ctx) => new Response(String(ctx.error), { status: 500 }))
    .notFound(() => new Response("none", { status: 404 }))
    .get("/boom", () => {
      throw new Error("x");
    });
  assert.equal((await get(app, "/boom")).headers.get("x-seen"), "500");
  assert.equal((await get(app, "/missing")).headers.get("x-seen"), "404");
});

for (
  const [host, url] of [
    ["%zz", "http://%zz/"],
    ["localhost/api", "http://localhost/api/"],
    ["user@localhost", "http://user@localhost/"],
    ["localhost?", "http://localhost?/"],
  ] as const
) {
  Deno.test(`App - refuses a request whose host is "${host}": it would become part of the address`, async () => {
    const app = appOf({ "./routes/index.ts": { handler: () => new Response("here") } });
    // As the server hands it on; the Request's own constructor would throw.
    const request = new Proxy(new Request("http://localhost/", { headers: { host } }), {
      get: (target, name) => name === "url" ? url : Reflect.get(target, name, target),
    });
    assert.equal((await app.handler()(request)).status, 400);
  });
}
