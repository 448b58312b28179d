import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** A part of an OpenAPI document. */
// deno-lint-ignore no-explicit-any -- the document is walked by its own description, and every wrong step fails a test
export type Part = any;

/** Checks values against the schemas of an OpenAPI document, and takes nothing that they do not name. */
export class SchemaChecker {
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: Part) {
    this.#ajv = new Ajv2020({
      allErrors: true,
      allowUnionTypes: true,
      keywords: ["x-unit", "components", "discriminator"],
      formats: {
        date: /^\d{4}-\d{2}-\d{2}$/,
        "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/,
      },
    });
    this.#ajv.addSchema({ $id: "openapi", components: closed(document.components) });
  }

  /** What is wrong with a value, in words; empty when nothing is. */
  problemsOf(schema: Part, value: unknown): string {
    const key = JSON.stringify(schema);
    let validate = this.#validators.get(key);
    if (validate === undefined) {
      validate = this.#ajv.compile(closed(absolute(schema)));
      this.#validators.set(key, validate);
    }
    return validate(value) ? "" : this.#ajv.errorsText(validate.errors?.slice(0, 5) ?? []);
  }
}

/** Objects take the properties that are named, and no others. */
function closed(part: Part): Part {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  return inner.type === "object" && inner.properties !== undefined && inner.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** References into the document, from outside of it. */
function absolute(part: Part): Part {
  if (Array.isArray(part)) return part.map(absolute);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === "$ref" && typeof value === "string" && value.startsWith("#")
        ? `openapi${value}`
        : absolute(value),
    ]),
  );
}

/** Every reference in the document that leads nowhere. */
export function danglingRefs(document: Part): string[] {
  const refs = [...JSON.stringify(document).matchAll(/"(#\/components\/[^"]+)"/g)].map(([, ref = ""]) => ref);
  return [...new Set(refs)].filter((ref) =>
    ref.split("/").slice(1).reduce((part, name) => part?.[name], document) === undefined
  );
}
