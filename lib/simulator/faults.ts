/** The ways in which the simulator can go wrong on request. */
export const FAULT_KINDS = [
  "403",
  "429",
  "500",
  "502",
  "html",
  "broken_json",
  "hang",
  "stall",
  "zeros",
  "stale",
  "frozen",
  "backwards",
  "outside_range",
  "jump",
  "split",
  "negative",
  "future",
  "no_range",
  "previous_close",
  "nulls",
  "duplicates",
] as const;

/**
 * - `403` `429` `500` `502`: that status, with the body Finnhub or its proxy sends
 * - `html`: 200 with a page instead of data; `broken_json`: 200 with the answer cut short
 * - `hang`: no answer until the caller gives up; `stall`: headers and half the body, then silence
 * - `zeros`: a known symbol's quote is all zeros; `stale`: the quote is the day before's last
 * - `frozen`: the quote stays as at the first call, but for its time; `backwards`: it is of an hour ago
 * - `outside_range`: its price is above the day's high; `jump`: it is two fifths higher, and so is the day's high
 * - `split`: every price is a quarter, as after four shares for one
 * - `negative`: the price is below zero; `future`: it is of tomorrow; `no_range`: the day's low is above its high
 * - `previous_close`: the close of the day before is a tenth more than it was
 * - `nulls`: every other value of the answer is null; `duplicates`: rows are told twice
 */
export type FaultKind = typeof FAULT_KINDS[number];

/** These tell a lie about a price: elsewhere than in a quote they would change nothing. */
export const QUOTE_LIES: ReadonlySet<FaultKind> = new Set([
  "zeros",
  "stale",
  "frozen",
  "backwards",
  "outside_range",
  "jump",
  "split",
  "negative",
  "future",
  "no_range",
  "previous_close",
]);

/** A fault as it hits one call. */
export interface Hit {
  readonly kind: FaultKind;
  /** When the fault first hit a call for that symbol, epoch ms. */
  readonly since: number;
}

/** A fault and what it hits; without `path` and `symbol` every call. */
export interface Fault {
  /** Endpoint, for instance `/quote`. */
  readonly path?: string;
  readonly symbol?: string;
  readonly kind: FaultKind;
  /** How many calls it hits. @default until it is taken back */
  readonly times?: number;
  /** When `frozen` stopped the price, epoch ms. @default the first call that it hits */
  readonly since?: number;
}

interface Standing {
  readonly fault: Fault;
  /** When it first hit each symbol. */
  readonly since: Map<string | null, number>;
  left: number;
}

/** The faults that stand; the newest that fits a call hits it. */
export class Faults {
  readonly #standing = new Map<number, Standing>();
  #lastId = 0;

  /** Adds a fault and returns its id. */
  add(fault: Fault): number {
    const id = ++this.#lastId;
    this.#standing.set(id, { fault, since: new Map(), left: fault.times ?? Infinity });
    return id;
  }

  /** Takes a fault back, or all without an id. */
  remove(id?: number): void {
    if (id === undefined) this.#standing.clear();
    else this.#standing.delete(id);
  }

  /** The fault that hits this call, which counts as one of its times; null when none does. */
  take(path: string, symbol: string | null, at: number): Hit | null {
    for (const [id, standing] of [...this.#standing].reverse()) {
      const { fault, since } = standing;
      if (fault.path !== undefined && fault.path !== path) continue;
      if (fault.symbol !== undefined && fault.symbol !== symbol) continue;
      if (QUOTE_LIES.has(fault.kind) && path !== "/quote") continue;
      if (--standing.left <= 0) this.#standing.delete(id);
      if (!since.has(symbol)) since.set(symbol, fault.since ?? at);
      return { kind: fault.kind, since: since.get(symbol) ?? at };
    }
    return null;
  }
}

/** Reads a fault from parsed JSON. Throws TypeError with what was wrong. */
export function parseFault(value: unknown): Fault {
  const raw = typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
  const kind = FAULT_KINDS.find((each) => each === raw.kind);
  if (!kind) throw new TypeError(`Cannot read fault: kind "${raw.kind}", expected ${FAULT_KINDS.join(", ")}`);
  const { path, symbol, times, since } = raw;
  if (path !== undefined && typeof path !== "string") {
    throw new TypeError("Cannot read fault: path is no text");
  }
  if (symbol !== undefined && typeof symbol !== "string") {
    throw new TypeError("Cannot read fault: symbol is no text");
  }
  if (times !== undefined && !(typeof times === "number" && times >= 1)) {
    throw new TypeError(`Cannot read fault: times "${times}", expected a number from 1`);
  }
  if (since !== undefined && typeof since !== "number") {
    throw new TypeError(`Cannot read fault: since "${since}", expected epoch milliseconds`);
  }
  return {
    kind,
    ...(path !== undefined && { path }),
    ...(symbol !== undefined && { symbol }),
    ...(times !== undefined && { times }),
    ...(since !== undefined && { since }),
  };
}

/** Every other scalar of a document becomes null, at any depth; arrays of scalars keep their length. */
export function withNulls(document: unknown): unknown {
  let seen = 0;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each)]));
    }
    return ++seen % 2 === 0 ? null : value;
  };
  return visit(document);
}

/** Every third row of the outermost arrays comes a second time; parallel arrays stay parallel. */
export function withDuplicates(document: unknown): unknown {
  if (Array.isArray(document)) return document.flatMap((row, index) => index % 3 === 0 ? [row, row] : [row]);
  if (typeof document === "object" && document !== null) {
    return Object.fromEntries(Object.entries(document).map(([key, each]) => [key, withDuplicates(each)]));
  }
  return document;
}
