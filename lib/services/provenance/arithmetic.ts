import { atr, bollinger, ema, macd, rsi } from "@/lib/indicators/mod.ts";
import { logReturns, simpleReturns } from "@/lib/market/performance/mod.ts";
import { covariance, deviation } from "@/lib/market/performance/statistics.ts";

/** Values by name: one each, or a column of them. */
export type Values = Readonly<Record<string, Value>>;
type Value = number | readonly number[];

const TOKEN = /\s*(\d+(?:\.\d+)?|[a-z_][a-z0-9_]*|[-+×÷^()<>≥≤=,−])/y;

/**
 * What a formula comes to. It is written as people write arithmetic: `(price ÷ previous_close − 1) × 100`,
 * `count(price > sma_50)`, `mean(score where score ≥ 0.2)`; between columns it reckons row by row.
 * @returns `null` where a value is missing, or there is none to take a mean of
 * @throws {SyntaxError} for a text that is no formula, and for a name without a value
 */
export function evaluate(formula: string, values: Values): number | null {
  const tokens = tokensOf(formula);
  const result = new Parser(tokens, values).formula();
  const value = typeof result === "number" ? result : NaN;
  return Number.isFinite(value) ? value : null;
}

function tokensOf(formula: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < formula.length; at = TOKEN.lastIndex) {
    const [, token] = TOKEN.exec(formula) ?? [];
    if (token === undefined) throw new SyntaxError(`Cannot read formula "${formula}" at ${at}`);
    tokens.push(token);
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #values: Values;
  #at = 0;

  constructor(tokens: readonly string[], values: Values) {
    this.#tokens = tokens;
    this.#values = values;
  }

  formula(): Value {
    const value = this.#comparison();
    if (this.#at < this.#tokens.length) this.#fail("the end");
    return value;
  }

  #comparison(): Value {
    const left = this.#sum();
    const compare = COMPARISONS[this.#tokens[this.#at] ?? ""];
    return compare === undefined ? left : this.#then(left, () => this.#sum(), compare);
  }

  #sum(): Value {
    return this.#chain(() => this.#product(), { "+": (a, b) => a + b, "−": (a, b) => a - b });
  }

  #product(): Value {
    return this.#chain(() => this.#power(), { "×": (a, b) => a * b, "÷": (a, b) => a / b });
  }

  #chain(next: () => Value, operations: Operations): Value {
    let value = next();
    for (;;) {
      const operation = operations[this.#tokens[this.#at] ?? ""];
      if (operation === undefined) return value;
      value = this.#then(value, next, operation);
    }
  }

  #then(left: Value, next: () => Value, operation: Operation): Value {
    this.#at++;
    return rowByRow(left, next(), operation);
  }

  /** From the right: `2 ^ 3 ^ 2` is `2 ^ 9`. */
  #power(): Value {
    const base = this.#factor();
    return this.#tokens[this.#at] === "^" ? this.#then(base, () => this.#power(), (a, b) => a ** b) : base;
  }

  #factor(): Value {
    const token = this.#tokens[this.#at++] ?? "";
    if (token === "(") {
      const value = this.#comparison();
      this.#expect(")");
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (token === "−") return rowByRow(0, this.#power(), (a, b) => a - b);
    if (this.#tokens[this.#at] === "(") return this.#call(token);
    const value = Object.hasOwn(this.#values, token) ? this.#values[token] : undefined;
    return value ?? this.#fail(`a value, not "${token}"`);
  }

  #call(name: string): Value {
    const call = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (call === undefined) return this.#fail(`a function, not "${name}"`);
    this.#at++;
    const columns: (readonly number[])[] = [];
    for (;;) {
      const value = columnOf(this.#comparison());
      columns.push(this.#tokens[this.#at] === "where" ? this.#filtered(value) : value);
      if (this.#tokens[this.#at] !== ",") break;
      this.#at++;
    }
    this.#expect(")");
    return call(columns);
  }

  #filtered(column: readonly number[]): readonly number[] {
    this.#at++;
    const conditions = columnOf(this.#comparison());
    return column.filter((_, i) => conditions[i] === 1);
  }

  #expect(token: string): void {
    if (this.#tokens[this.#at++] !== token) this.#fail(`"${token}"`);
  }

  #fail(wanted: string): never {
    throw new SyntaxError(`Cannot reckon "${this.#tokens.join(" ")}": expected ${wanted}`);
  }
}

type Operation = (a: number, b: number) => number;
type Operations = Readonly<Record<string, Operation>>;

const COMPARISONS: Operations = {
  ">": (a, b) => Number(a > b),
  "<": (a, b) => Number(a < b),
  "≥": (a, b) => Number(a >= b),
  "≤": (a, b) => Number(a <= b),
  "=": (a, b) => Number(a === b),
};

const sum = (column: readonly number[]) => column.reduce((a, b) => a + b, 0);
const last = (column: readonly (number | null)[]) => column.at(-1) ?? NaN;

/** Functions of columns. Indicators and returns are those that datasets and pages are made with. */
const FUNCTIONS: Readonly<Record<string, (columns: readonly (readonly number[])[]) => Value>> = {
  sum: ([column = []]) => sum(column),
  mean: ([column = []]) => sum(column) / column.length,
  // Of conditions: how many hold.
  count: ([column = []]) => sum(column),
  number: ([column = []]) => column.length,
  min: (columns) => Math.min(...columns.flat()),
  max: (columns) => Math.max(...columns.flat()),
  round: ([column = [], [digits = NaN] = []]) => Number((column[0] ?? NaN).toFixed(digits)),
  sqrt: ([column = []]) => Math.sqrt(column[0] ?? NaN),
  stdev: ([column = []]) => deviation(column),
  variance: ([column = []]) => covariance(column, column),
  covariance: ([a = [], b = []]) => covariance(a, b),
  returns: ([column = []]) => simpleReturns(column).filter((value) => value !== null),
  log_returns: ([column = []]) => logReturns(column).filter((value) => value !== null),
  abs: ([column = []]) => Math.abs(column[0] ?? NaN),
  first: ([column = []]) => column[0] ?? NaN,
  last: ([column = []]) => last(column),
  ema: ([close = [], [length = NaN] = []]) => last(ema(close, length)),
  rsi: ([close = [], [length = NaN] = []]) => last(rsi(close, length)),
  macd: ([close = []]) => last(macd(close).macd),
  macd_signal: ([close = []]) => last(macd(close).signal),
  bollinger_upper: ([close = []]) => last(bollinger(close).upper),
  bollinger_lower: ([close = []]) => last(bollinger(close).lower),
  atr: ([high = [], low = [], close = [], [length = NaN] = []]) => last(atr({ high, low, close }, length)),
};

function rowByRow(a: Value, b: Value, operation: Operation): Value {
  if (typeof a === "number" && typeof b === "number") return operation(a, b);
  const [left, right] = [columnOf(a), columnOf(b)];
  const [one, other] = [typeof a === "number" ? a : null, typeof b === "number" ? b : null];
  return Array.from(
    { length: Math.max(one === null ? left.length : 0, other === null ? right.length : 0) },
    (_, i) => operation(one ?? left[i] ?? NaN, other ?? right[i] ?? NaN),
  );
}

function columnOf(value: Value): readonly number[] {
  return typeof value === "number" ? [value] : value;
}
