/** A JSON Schema (2020-12), as OpenAPI 3.1 takes them. */
export type Schema = { readonly [keyword: string]: unknown };

/** A text. */
export const TEXT: Schema = { type: "string" };
/** A whole number from 0. */
export const COUNT: Schema = { type: "integer", minimum: 0 };
/** A number. */
export const NUMBER: Schema = { type: "number" };
/** True or false. */
export const FLAG: Schema = { type: "boolean" };
/** SHA-256 of a file's bytes, hexadecimal. */
export const SHA256: Schema = { type: "string", pattern: "^[0-9a-f]{64}$" };
/** ISO 8601 UTC. */
export const TIME: Schema = { type: "string", format: "date-time" };

/** The same with words of what it means. */
export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

/** The same, or null. */
export function nullable(schema: Schema): Schema {
  return typeof schema["type"] === "string"
    ? { ...schema, type: [schema["type"], "null"], ...nullableEnum(schema) }
    : { anyOf: [schema, { type: "null" }] };
}

function nullableEnum({ enum: words }: Schema): Schema {
  return Array.isArray(words) ? { enum: [...words, null] } : {};
}

/** One of a few words. */
export function oneOf(words: readonly string[], description?: string): Schema {
  return { type: "string", enum: words, ...(description === undefined ? {} : { description }) };
}

/** An array. */
export function listOf(items: Schema, description?: string): Schema {
  return { type: "array", items, ...(description === undefined ? {} : { description }) };
}

/** An object that always has these properties, but for those whose name ends in `?`. */
export function object(properties: Readonly<Record<string, Schema>>, description?: string): Schema {
  const names = Object.keys(properties);
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    required: names.filter((name) => !name.endsWith("?")),
    properties: Object.fromEntries(
      names.map((name) => [name.replace(/\?$/, ""), properties[name]]),
    ),
  };
}

/** A schema of the document by its name. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
