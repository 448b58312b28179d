import { ref, type Schema, TEXT } from "./schema.ts";

/** A response of an operation, as OpenAPI has it, or a reference to one. */
export type ResponseObject = Readonly<Record<string, unknown>>;

/** Responses by status. */
export type Responses = Readonly<Record<string, ResponseObject>>;

const ETAG = { ETag: { description: "Tells this answer from others.", schema: TEXT } };

/** JSON that can be asked for again with its ETag. */
export function cachedJson(schema: Schema, description: string): Responses {
  return {
    200: { description, headers: ETAG, content: { "application/json": { schema } } },
    304: { description: "The answer of that ETag still stands." },
  };
}

/** A text that can be asked for again with its ETag. */
export function cachedText(contentType: string, description: string): Responses {
  const { 200: ok, ...others } = cachedJson(TEXT, description);
  return { ...others, 200: { ...ok, content: { [contentType]: { schema: TEXT } } } };
}

/** JSON that is made anew for every request. */
export function freshJson(status: number, schema: Schema, description: string): Responses {
  return { [status]: { description, content: { "application/json": { schema } } } };
}

/** A text. */
export function text(contentType: string, description: string): Responses {
  return { 200: { description, content: { [contentType]: { schema: TEXT } } } };
}

/** Rows as JSON or, where that is asked for, CSV. */
export function rows(json: Schema): Responses {
  const { 200: ok, ...others } = cachedJson(json, "The rows.");
  return {
    ...others,
    200: {
      ...ok,
      headers: {
        ...ETAG,
        "X-Total-Count": {
          description: "CSV only: rows selected, before offset and limit.",
          schema: { type: "integer" },
        },
      },
      content: { "application/json": { schema: json }, "text/csv": { schema: TEXT } },
    },
  };
}

const WORDS: Readonly<Record<number, string>> = {
  400: "A parameter cannot be read.",
  401: "A sign-in is needed.",
  403: "Not allowed.",
  404: "There is no such thing.",
  405: "Another method is wanted.",
  406: "None of the types that are accepted.",
  409: "This process cannot do that.",
  413: "It is too large.",
  422: "Nothing of it can be used; the member `report` says why.",
  503: "Not now: the process shuts down, or is full.",
  507: "The volume is full.",
};

/** Error documents for these statuses. */
export function problems(...statuses: readonly (keyof typeof WORDS)[]): Responses {
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${problemName(status)}` }]),
  );
}

/** What the error documents refer to. */
export const PROBLEM_RESPONSES: Responses = Object.fromEntries(
  Object.entries(WORDS).map(([status, description]) => [
    problemName(Number(status)),
    { description, content: { "application/problem+json": { schema: ref("Problem") } } },
  ]),
);

function problemName(status: number): string {
  return `Problem${status}`;
}
