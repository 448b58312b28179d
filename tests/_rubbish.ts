import fc from "fast-check";
import manifest from "@/fresh.gen.ts";

/** Texts that have broken programs like this one. */
const NASTY: readonly string[] = [
  "",
  " ",
  "-1",
  "1.5",
  "1e9",
  "0x10",
  "NaN",
  "undefined",
  "__proto__",
  "constructor",
  "toString",
  "999999999999999999999",
  "2026-13-45",
  "0000-00-00",
  "+275760-09-14",
  "../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e%2f",
  "%",
  "%zz",
  "%00",
  "\u0000",
  "\u202e",
  "💩",
  "İ",
  "'; DROP TABLE quotes; --",
  "<script>alert(1)</script>",
  '"><img src=x>',
  "${7*7}",
  "=cmd|' /C calc'!A0",
  "a\r\nset-cookie: x=y",
  "x".repeat(4_000),
];

/** Steps of paths that lead elsewhere when somebody decodes them once too often, or not at all. */
export const STEPS: readonly string[] = [
  "..",
  ".",
  "",
  "%2e%2e",
  "%2E.",
  ".%2e",
  "%252e%252e",
  "..%2f",
  "..%5c",
  "..\\",
  "%c0%ae%c0%ae",
  "%e0%80%ae",
  "..;",
  "....",
  "%00",
  "foreign.csv",
  "secret.txt",
  "demo",
  "etc",
  "passwd",
  "proc",
  "self",
  "environ",
  "runs.csv",
  ".quarterhour",
  "state",
  "lib",
  "app.ts",
  "main.ts",
  "deno.json",
  ".env",
  ".git",
  "config",
  "_fresh",
  "snapshot.json",
  "static",
  "styles.css",
  "stock_quotes",
  "stock_quotes.csv",
  "AAPL",
];

/** Methods, some that HTTP has no word for. */
export const METHODS = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "get",
  "X",
];

/** Patterns of all routes, parameters as `[name]`. */
export const ROUTES = Object.keys(manifest.routes).flatMap((file) => {
  const path = file.replace(/^\.\/routes/, "").replace(/\.tsx?$/, "").replace(/\/index$/, "");
  return /\/_/.test(path) ? [] : [path === "" ? "/" : path];
});

/** Texts that are none of what is wanted, mostly. */
export const nasty: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
).map((text) => text.toWellFormed());

/** A route with rubbish where it takes a parameter. */
export const routed: fc.Arbitrary<string> = fc.constantFrom(...ROUTES).chain((route) =>
  fc.array(nasty, { minLength: 4, maxLength: 4 }).map((texts) => {
    let next = 0;
    return route.replaceAll(/\[[^\]]*\]/g, () => encodeURIComponent(texts[next++] ?? ""));
  })
);

/** Names of parameters, ours and others. */
export function parameterNames(): fc.Arbitrary<string> {
  const ours = [
    "symbol",
    "from",
    "to",
    "at",
    "order",
    "limit",
    "offset",
    "raw",
    "range",
    "interval",
    "q",
    "symbols",
  ];
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ours) }, { weight: 1, arbitrary: nasty });
}

/** Schema of a parameter, as far as its rubbish depends on it. */
export interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly { readonly format?: string }[];
}

/** Every query parameter that the API describes and whose text is not free. */
export async function described(
  url: string,
): Promise<{ path: string; parameter: { name: string; schema: Schema } }[]> {
  const { paths } = await (await fetch(`${url}/api/openapi.json`)).json();
  type Parameter = { in: string; name: string; schema: Schema };
  return Object.entries<{ get?: { parameters?: Parameter[] } }>(paths).flatMap(([template, { get }]) => {
    const path = template.replace("{symbol}", "AAPL").replace("{name}", "stock_quotes");
    return (get?.parameters ?? [])
      .filter(({ in: place, schema }) => place === "query" && isLimited(schema))
      .map((parameter) => ({ path, parameter }));
  });
}

function isLimited({ type, pattern, enum: words, anyOf }: Schema): boolean {
  return type === "integer" || pattern !== undefined || words !== undefined || anyOf !== undefined;
}

/** Whether no generous reader would take the text for such a value. */
export function isWrong({ type, pattern, enum: words, anyOf }: Schema, text: string): boolean {
  if (type === "integer") return !/^\d{1,9}$/.test(text);
  if (words !== undefined) return !words.includes(text);
  if (anyOf !== undefined) return !/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(Date.parse(text));
  const decoded = ((): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // no encoding: judged as it is
    }
  })();
  return ![text, decoded, text.toUpperCase(), decoded.toUpperCase()].some((form) =>
    new RegExp(pattern ?? "").test(form)
  );
}
