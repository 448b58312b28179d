import { type Signal, signal } from "@preact/signals";
import { CONSTANTS, TAG } from "../../islands/wire.ts";

/**
 * Reads cells (see `islands/wire.ts`). Values are made on demand and once: whoever asks for the same reference
 * gets the same object or signal.
 *
 * @param cells the page's cells, from JSON
 * @param slot makes the value of server-rendered JSX from its id
 * @returns a function from a reference to its value
 */
export function deserialize(
  cells: readonly unknown[],
  slot: (id: number) => unknown,
): (reference: number) => unknown {
  const made: unknown[] = [];

  function value(reference: number): unknown {
    if (reference < 0) return CONSTANTS[-1 - reference];
    return reference in made ? made[reference] : make(reference, cells[reference]);
  }

  function make(at: number, cell: unknown): unknown {
    if (typeof cell !== "object" || cell === null) return made[at] = cell;
    if (Array.isArray(cell)) return typeof cell[0] === "string" ? tagged(at, cell) : array(at, cell);
    const record: Record<string, unknown> = made[at] = {};
    for (const [key, reference] of Object.entries(cell)) record[key] = value(reference);
    return record;
  }

  function array(at: number, references: readonly number[]): unknown[] {
    const list: unknown[] = made[at] = [];
    for (const reference of references) list.push(value(reference));
    return list;
  }

  function tagged(at: number, [tag, ...rest]: readonly unknown[]): unknown {
    const references = rest as number[];
    if (tag === TAG.signal) {
      const shared: Signal<unknown> = made[at] = signal();
      shared.value = value(Number(rest[0]));
      return shared;
    }
    if (tag === TAG.map) {
      const map = made[at] = new Map();
      for (let i = 0; i < references.length; i += 2) {
        map.set(value(references[i] ?? 0), value(references[i + 1] ?? 0));
      }
      return map;
    }
    if (tag === TAG.set) {
      const set = made[at] = new Set();
      for (const reference of references) set.add(value(reference));
      return set;
    }
    return made[at] = tag === TAG.slot ? slot(Number(rest[0])) : leaf(tag, rest);
  }

  return value;
}

function leaf(tag: unknown, rest: readonly unknown[]): unknown {
  const text = String(rest[0]);
  switch (tag) {
    case TAG.list:
      return rest;
    case TAG.steps: {
      let sum = 0;
      return rest.map((step) => sum += Number(step));
    }
    case TAG.date:
      return new Date(rest[0] === null ? NaN : Number(rest[0]));
    case TAG.url:
      return new URL(text);
    case TAG.regexp:
      return new RegExp(text, String(rest[1]));
    case TAG.bigint:
      return BigInt(text);
    case TAG.bytes:
      return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    case TAG.instant:
      return Temporal.Instant.from(text);
  }
  throw new TypeError(`Cannot read props: unknown tag "${tag}"`);
}
