/**
 * Reads the outer shape of an answer and leaves its elements alone: they are judged by the datasets, row by row.
 * Gives null for another shape.
 */
export interface Shape<T> {
  /** In words, for the error: `expected …`. */
  readonly expected: string;
  read(data: unknown): T | null;
}

/** A JSON object; one that holds nothing but an error message is none. */
export const OBJECT: Shape<Record<string, unknown>> = { expected: "an object", read: asObject };

/** A JSON array. */
export const LIST: Shape<readonly unknown[]> = {
  expected: "an array",
  read: (data) => Array.isArray(data) ? data : null,
};

/** A JSON object with an array under that name; null under the name is an empty array, as Go writes one. */
export function listIn(name: string): Shape<readonly unknown[]> {
  return {
    expected: `an object with the array "${name}"`,
    read(data) {
      const list = asObject(data)?.[name];
      if (list === null) return [];
      return Array.isArray(list) ? list : null;
    },
  };
}

function asObject(data: unknown): Record<string, unknown> | null {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  const object = data as Record<string, unknown>;
  return typeof object.error === "string" && Object.keys(object).length === 1 ? null : object;
}
