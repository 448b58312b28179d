import assert from "node:assert/strict";
import manifest from "../fresh.gen.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { openApiDocument } from "@/lib/services/openapi/mod.ts";
import { danglingRefs, type Part, SchemaChecker } from "./_openapi.ts";
import { type RunningServer, startServer } from "./_server.ts";

const DOCUMENT: Part = JSON.parse(JSON.stringify(openApiDocument({ version: "1.2.3", datasets: DATASETS })));
const OPERATIONS: Part[] = Object.entries<Part>(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries<Part>(methods).map(([method, operation]) => ({ path, method, ...operation }))
);
/** The stream never ends, and an export is no JSON, nor is a CSV. */
const OTHERS = ["/calendar.ics", "/api/events", "/api/export", "/api/compare.csv"];
const READS = OPERATIONS.filter(({ method, path }) =>
  // A file of the volume is of the type that it is.
  method === "get" && !OTHERS.includes(path) && !path.startsWith("/api/files/")
);

/** Routes that programs ask for outside of /api. */
const OUTSIDE = [
  "/healthz",
  "/readyz",
  "/version",
  "/metrics",
  "/calendar.ics",
  "/widgets.json",
  "/apps.json",
];

/** The routes below /api and those for operators, with the methods their modules answer. */
function routes(): string[] {
  return Object.entries(manifest.routes).flatMap(([file, module]) => {
    const path = file.replace("./routes", "").replace(/\.tsx?$/, "").replace(/\/index$/, "");
    const isApi = path.startsWith("/api/") || OUTSIDE.includes(path);
    // Error pages, and the route that answers what no other does.
    if (!isApi || /\/_\w+$/.test(path) || path === "/api/[...path]") return [];
    const { handler } = module as { handler: object };
    assert.equal(typeof handler, "object", `${path} says which methods it answers`);
    return Object.keys(handler).map((method) => `${method} ${path.replace(/\[(?:\.{3})?(\w+)\]/g, "{$1}")}`);
  }).toSorted();
}

Deno.test("OpenAPI - describes every route and method below /api and of operations, and no other", () => {
  assert.deepEqual(
    OPERATIONS.map(({ path, method }) => `${method.toUpperCase()} ${path}`).toSorted(),
    routes(),
  );
});

Deno.test("OpenAPI - is whole: references lead somewhere, names are unique, path parameters are described", () => {
  assert.equal(DOCUMENT.openapi, "3.1.0");
  assert.deepEqual(danglingRefs(DOCUMENT), []);
  const ids = OPERATIONS.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path, parameters = [], summary, responses } of OPERATIONS) {
    assert.ok(summary && Object.keys(responses).length > 0, path);
    const inPath = parameters.filter((parameter: Part) => parameter.in === "path");
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    assert.deepEqual(inPath.map(({ name }: Part) => name), named, path);
    assert.ok(inPath.every(({ required }: Part) => required === true));
  }
});

Deno.test("OpenAPI - a row has its dataset's columns with type, unit and meaning", () => {
  for (const dataset of DATASETS) {
    const name = `${
      dataset.name.split("_").map((word) => word[0]?.toUpperCase() + word.slice(1)).join("")
    }Row`;
    const row = DOCUMENT.components.schemas[name];
    assert.deepEqual(Object.keys(row.properties), dataset.columns.map((column) => column.name));
    assert.deepEqual(row.required, dataset.columns.map((column) => column.name));
    for (const { name, unit, description, required } of dataset.columns) {
      const { "x-unit": documented, description: words, type } = row.properties[name];
      assert.equal(documented, unit);
      assert.equal(words, description);
      assert.equal(
        [type].flat().includes("null"),
        !required && !dataset.key.includes(name),
        `${name} may be null`,
      );
    }
  }
});

Deno.test("OpenAPI - what a running demo answers is what is described", async (t) => {
  await using server = await startServer();
  await server.logged("Run finished");
  const served = await (await fetch(`${server.url}/api/openapi.json`)).json();
  const checker = new SchemaChecker(served);

  await t.step("the description itself", () => {
    assert.deepEqual(served.paths, DOCUMENT.paths);
    assert.deepEqual(served.components, DOCUMENT.components);
  });
  for (const operation of READS) {
    await t.step(`GET ${operation.path}`, () => checkRead(server, checker, operation));
  }
  for (const operation of READS.filter(({ parameters }) => parameters?.some(isQuery))) {
    await t.step(
      `the parameters of GET ${operation.path}`,
      () => checkParameters(server, checker, operation),
    );
  }
  await t.step("problems", () => checkProblems(server, checker));
  await t.step("POST /api/ingest and the events of the run that it starts", () => checkRun(server, checker));
});

function isQuery(parameter: Part): boolean {
  return parameter.in === "query";
}

/** Addresses of an operation: one, or one for each dataset. */
function addresses({ path, parameters = [] }: Part): string[] {
  if (path.includes("{name}")) return DATASETS.map(({ name }) => path.replace("{name}", name));
  const { example } = parameters.find((parameter: Part) => parameter.in === "path") ?? {};
  const wanted = parameters.filter((parameter: Part) => isQuery(parameter) && parameter.required)
    .map(({ name, example }: Part) => `${name}=${example}`);
  return [path.replace(/\{\w+\}/, example) + (wanted.length > 0 ? `?${wanted.join("&")}` : "")];
}

async function checkRead(server: RunningServer, checker: SchemaChecker, operation: Part): Promise<void> {
  const { content, headers = {} } = operation.responses[200];
  for (const address of addresses(operation)) {
    for (const [type, { schema }] of Object.entries<Part>(content)) {
      const response = await fetch(server.url + address, { headers: { accept: type } });
      assert.equal(response.status, 200, address);
      assert.match(response.headers.get("content-type") ?? "", new RegExp(`^${type}`), address);
      const body = type === "application/json" ? await response.json() : await response.text();
      assert.equal(checker.problemsOf(schema, body), "", `${address} as ${type}`);
      if ("ETag" in headers) await checkTag(server.url + address, response, operation);
    }
  }
}

async function checkTag(address: string, response: Response, { responses, path }: Part): Promise<void> {
  const etag = response.headers.get("etag");
  assert.ok(etag, address);
  assert.ok(responses[304], `${path} can answer 304`);
  // What the pipeline tells of itself differs from moment to moment.
  if (path === "/api/pipeline" || path === "/api/quotes" || path.startsWith("/api/stocks/")) return;
  const accept = response.headers.get("content-type") ?? "";
  const again = await fetch(address, { headers: { "if-none-match": etag, accept } });
  await again.body?.cancel();
  assert.equal(again.status, 304, address);
}

/** Bounds are where they are said to be, words are taken and no others, and what is left out is the default. */
async function checkParameters(
  server: RunningServer,
  checker: SchemaChecker,
  operation: Part,
): Promise<void> {
  const [address = ""] = addresses(operation);
  const ask = async (query: string, status: number) => {
    const response = await fetch(`${server.url}${address}${address.includes("?") ? "&" : "?"}${query}`);
    const body = await response.json();
    assert.equal(response.status, status, `${address}?${query}: ${JSON.stringify(body).slice(0, 200)}`);
    if (status !== 200) assert.equal(checker.problemsOf(DOCUMENT.components.schemas.Problem, body), "");
    return body;
  };
  for (const { name, schema } of operation.parameters.filter(isQuery)) {
    if (schema.type === "integer") {
      await ask(`${name}=${schema.minimum}`, 200);
      await ask(`${name}=${schema.maximum}`, 200);
      await ask(`${name}=${schema.minimum - 1}`, 400);
      await ask(`${name}=${schema.maximum + 1}`, 400);
      await ask(`${name}=${schema.minimum}.5`, 400);
    }
    for (const word of schema.enum ?? []) await ask(`${name}=${word}`, 200);
    if (schema.enum || schema.pattern || schema.anyOf) await ask(`${name}=%20nonsense!`, 400);
    if (schema.default !== undefined) {
      const [left, given] = [await ask("", 200), await ask(`${name}=${schema.default}`, 200)];
      assert.deepEqual(given, left, `${address}: ${name} is ${schema.default} by default`);
    }
    if (schema.anyOf) {
      for (const instant of ["2026-11-20", "2026-11-20T14:30:00Z", "2026-11-20T14:30:00.5%2B01:00"]) {
        await ask(`${name}=${instant}`, 200);
      }
    }
  }
}

async function checkProblems(server: RunningServer, checker: SchemaChecker): Promise<void> {
  const cases: [string, RequestInit, number][] = [
    ["/api/stocks/NOSUCH", {}, 404],
    ["/api/stocks/%2e%2e%2fetc", {}, 400],
    ["/api/stocks/NOSUCH/history", {}, 404],
    ["/api/stocks/AAPL/history?range=2W", {}, 400],
    ["/api/datasets/nosuch", {}, 404],
    ["/api/datasets/nosuch/latest", {}, 404],
    ["/api/datasets/stock_quotes", { headers: { accept: "image/png" } }, 406],
    ["/api/runs?limit=0", {}, 400],
    ["/api/quotes", { method: "DELETE" }, 405],
    ["/api/ingest", {}, 405],
    [
      "/api/ingest",
      { method: "POST", headers: { host: "evil.example", origin: "http://evil.example" } },
      403,
    ],
    ["/api/nosuch", {}, 404],
  ];
  for (const [path, init, status] of cases) {
    const response = await fetch(server.url + path, init);
    const text = await response.text();
    assert.equal(response.status, status, path);
    assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/, path);
    const body = JSON.parse(text);
    assert.equal(checker.problemsOf(DOCUMENT.components.schemas.Problem, body), "", path);
    assert.equal(body.status, status);
  }
}

const SCHEMA_OF_EVENT: Readonly<Record<string, string>> = {
  quote: "QuoteEvent",
  watchlist: "WatchlistEvent",
  ingest_progress: "Progress",
  data_ingested: "Ingested",
  service_status: "Service",
  reset: "ResetEvent",
};

async function checkRun(server: RunningServer, checker: SchemaChecker): Promise<void> {
  const schemas = DOCUMENT.components.schemas;
  // An id of another life of the process: the first event is a reset.
  const stream = await fetch(`${server.url}/api/events?from=other-1`);
  assert.match(stream.headers.get("content-type") ?? "", /^text\/event-stream/);
  const response = await fetch(`${server.url}/api/ingest`, { method: "POST" });
  assert.equal(response.status, 202);
  assert.equal(checker.problemsOf(schemas.Triggered, await response.json()), "");
  const seen = new Set<string>();
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (reader !== undefined && !seen.has("data_ingested")) {
    const { value, done } = await reader.read();
    assert.ok(!done, "the stream goes on");
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block)?.[1];
      if (name === undefined) continue;
      const data = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "");
      assert.equal(checker.problemsOf(schemas[SCHEMA_OF_EVENT[name] ?? ""], data), "", `event ${name}`);
      seen.add(name);
    }
  }
  await reader?.cancel();
  for (const name of ["reset", "ingest_progress", "data_ingested", "quote"]) assert.ok(seen.has(name), name);
}
