import assert from "node:assert/strict";
import { App, createDefine, HttpError, page } from "./mod.ts";
import { emptyManifest } from "./manifest.ts";

interface State {
  user: string;
}

const define = createDefine<State>();

const middleware = define.middleware([(ctx) => {
  ctx.state.user = "ada";
  return ctx.next();
}]);

const handler = define.handlers({
  async GET(ctx) {
    await Promise.resolve();
    if (ctx.url.searchParams.has("gone")) throw new HttpError(410);
    return page({ greeting: `Hello ${ctx.state.user}`, at: new Date(0) });
  },
  POST: () => new Response("posted", { status: 202 }),
});

// Compiles only when the data's type comes from the handler.
const Page = define.page<typeof handler>(({ data, state }) => (
  <p title={state.user}>{data.greeting.toUpperCase()} {data.at.getUTCFullYear()}</p>
));

const AsyncPage = define.page(async ({ params }) => <p>{await Promise.resolve(params.id)}</p>);

const Layout = define.layout(({ Component, state }) => (
  <div class={state.user}>
    <Component />
  </div>
));

Deno.test("createDefine - types the parts of a route as they are used", async () => {
  const routes = {
    "./routes/_middleware.ts": { default: middleware },
    "./routes/_layout.tsx": { default: Layout },
    "./routes/index.tsx": { handler, default: Page },
    "./routes/[id].tsx": { default: AsyncPage },
  };
  const answer = new App<State>({ manifest: { ...emptyManifest, routes } }).fsRoutes().handler();
  const get = (path: string, method = "GET") => answer(new Request("http://localhost" + path, { method }));
  assert.match(await (await get("/")).text(), /<div class="ada"><p title="ada">HELLO ADA 1970<\/p><\/div>/);
  assert.match(await (await get("/7")).text(), /<p>7<\/p>/);
  assert.equal((await get("/", "POST")).status, 202);
  assert.equal((await get("/?gone")).status, 410);
});
