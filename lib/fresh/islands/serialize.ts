import { Signal } from "@preact/signals";
import { isValidElement } from "preact";
import { CONSTANTS, TAG } from "./wire.ts";

/** Server-rendered JSX in the place of a prop's value. */
export class SlotReference {
  /** @param id number of the slot on its page */
  constructor(readonly id: number) {}
}

/** Thrown for a prop that cannot travel to the browser; the message names the island and the prop. */
export class SerializeError extends TypeError {
  override readonly name = "SerializeError";
}

/** Collects the props of all islands of one page as cells (see `wire.ts`). */
export class Serializer {
  /** The cells so far; JSON-safe. */
  readonly cells: unknown[] = [];
  readonly #seen = new Map<unknown, number>();
  readonly #path: (string | number)[] = [];
  #island = "";

  /**
   * Adds the props of one island.
   *
   * @returns the reference of the props' cell
   * @throws {SerializeError} for functions, symbols, class instances and elements inside of data
   */
  addProps(island: string, props: Readonly<Record<string, unknown>>): number {
    this.#island = island;
    this.#path.length = 0;
    return this.#add(props);
  }

  #add(value: unknown): number {
    const constant = CONSTANTS.findIndex((known) => Object.is(known, value));
    if (constant >= 0) return -1 - constant;
    const known = this.#seen.get(value);
    if (known !== undefined) return known;
    // The cell's place is taken before its content is known: that is what closes a cycle.
    const index = this.cells.push(null) - 1;
    this.#seen.set(value, index);
    this.cells[index] = this.#cell(value);
    return index;
  }

  #cell(value: unknown): unknown {
    switch (typeof value) {
      case "string":
      case "number":
      case "boolean":
        return value;
      case "bigint":
        return [TAG.bigint, String(value)];
      case "object":
        return value === null ? null : this.#object(value);
      default:
        throw this.#refuse(`a ${typeof value}`);
    }
  }

  #object(value: object): unknown {
    if (Array.isArray(value)) return this.#array(value);
    if (value instanceof Signal) return [TAG.signal, this.#at("value", value.peek())];
    if (value instanceof Date) return [TAG.date, Number.isNaN(value.getTime()) ? null : value.getTime()];
    if (value instanceof URL) return [TAG.url, value.href];
    if (value instanceof RegExp) return [TAG.regexp, value.source, value.flags];
    if (value instanceof Uint8Array) return [TAG.bytes, value.toBase64()];
    if (value instanceof Temporal.Instant) return [TAG.instant, value.toString()];
    if (value instanceof SlotReference) return [TAG.slot, value.id];
    if (value instanceof Map) {
      return [
        TAG.map,
        ...[...value].flatMap(([key, item]) => [this.#at("key", key), this.#at("value", item)]),
      ];
    }
    if (value instanceof Set) return [TAG.set, ...[...value].map((item, i) => this.#at(i, item))];
    if (isValidElement(value)) throw this.#refuse("an element inside of data");
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) {
      throw this.#refuse(`an instance of "${prototype.constructor?.name ?? "a class"}"`);
    }
    return this.#record(value);
  }

  #array(values: readonly unknown[]): unknown {
    // Most arrays are columns of numbers or words: without references they are half the size.
    // (`every` passes over holes, `includes` sees them.)
    if (values.length > 0 && values.every(isPlain) && !values.includes(undefined)) {
      return isGrowing(values)
        ? [TAG.steps, ...values.map((value, i) => value - (values[i - 1] ?? 0))]
        : [TAG.list, ...values];
    }
    // Array.from visits holes too; they become undefined.
    return Array.from(values, (item, i) => this.#at(i, item));
  }

  #record(value: object): Record<string, number> {
    const cell: Record<string, number> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key === "__proto__") throw this.#refuse('the key "__proto__"');
      cell[key] = this.#at(key, item);
    }
    return cell;
  }

  #at(key: string | number, value: unknown): number {
    this.#path.push(key);
    const reference = this.#add(value);
    this.#path.pop();
    return reference;
  }

  #refuse(what: string): SerializeError {
    const [prop = "", ...rest] = this.#path;
    const path = rest.reduce<string>(
      (text, key) => typeof key === "number" ? `${text}[${key}]` : `${text}.${key}`,
      String(prop),
    );
    return new SerializeError(
      `Cannot pass prop "${path}" to island "${this.#island}": ${what} cannot be sent to the browser, ` +
        "expected plain data, a signal, or JSX as a prop of its own",
    );
  }
}

/**
 * JSON that may stand inside a script element: `<` is escaped, so neither `</script>` nor `<!--` can occur.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** Whether differences give the same numbers back, and are worth it. */
function isGrowing(values: readonly unknown[]): values is readonly number[] {
  return values.length > 2 &&
    values.every((value, i) =>
      Number.isSafeInteger(value) && (i === 0 || Number(value) > Number(values[i - 1]))
    ) &&
    Number.isSafeInteger(Number(values.at(-1)) - Number(values[0]));
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0));
}
