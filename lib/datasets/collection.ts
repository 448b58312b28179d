import type { Doubt } from "@/lib/detector/quote.ts";
import type { Answer, Failed } from "@/lib/finnhub/answer.ts";
import { checkRow } from "./check.ts";
import type { Collected, CollectRequest, Dataset, EndpointOutcome, Rejected, Row } from "./dataset.ts";
import { keyOf } from "./keys.ts";
import { mergeRows } from "./merge.ts";
import { type Parsed, readRaw } from "./provider.ts";
import type { GenericSchema, InferOutput } from "valibot";

/**
 * What one collection has gathered so far. Rows are checked as they are added; two rows of one key are folded, the
 * later stands. A row that fails its check is kept aside and costs no other.
 */
export class Collection {
  readonly #dataset: Dataset;
  readonly #request: CollectRequest;
  readonly #rows = new Map<string, Row>();
  readonly #rejected: Rejected[] = [];
  readonly #outcomes: EndpointOutcome[] = [];

  constructor(dataset: Dataset, request: CollectRequest) {
    this.#dataset = dataset;
    this.#request = request;
  }

  /** Rows gathered so far. */
  get size(): number {
    return this.#rows.size;
  }

  /** The source cell of rows that come from `endpoint`, for instance `finnhub:/quote`. */
  source(endpoint: string): string {
    return `${this.#request.provider}:${endpoint}`;
  }

  /** The answer's data; null after noting the failure. */
  data<T>(endpoint: string, answer: Answer<T>, message?: string): T | null {
    if (!answer.ok) {
      this.fail(endpoint, answer);
      return null;
    }
    this.outcome(endpoint, "ok", message);
    return answer.data;
  }

  /** Notes a failed call. */
  fail(endpoint: string, { kind, message }: Failed): void {
    this.outcome(endpoint, kind, message);
  }

  /** Notes how an endpoint, or the substitute for it, did. */
  outcome(endpoint: string, result: EndpointOutcome["result"], message?: string): void {
    this.#outcomes.push(message === undefined ? { endpoint, result } : { endpoint, result, message });
  }

  /** Parses a row as the provider sent it; null after keeping it aside. */
  read<S extends GenericSchema>(schema: S, raw: unknown): InferOutput<S> | null {
    const parsed: Parsed<InferOutput<S>> = readRaw(schema, raw);
    if (parsed.ok) return parsed.value;
    this.reject(parsed.reason, raw);
    return null;
  }

  /** Adds a row, or keeps `raw`, the provider's value that it was made of, aside when the row breaks the schema. */
  add(row: Row, raw: unknown = row): void {
    const reason = checkRow(this.#dataset, row);
    if (reason !== null) {
      this.reject(reason, raw);
      return;
    }
    const key = keyOf(this.#dataset, row);
    // Deleted first, so that the row that stands also comes last.
    this.#rows.delete(key);
    this.#rows.set(key, row);
  }

  /**
   * As {@linkcode Collection.add}, with what the row leaves empty taken from {@linkcode Collection.earlier}: a provider
   * that sends null one day has usually forgotten, and takes nothing back.
   */
  merge(row: Row, raw: unknown = row): void {
    this.add(mergeRows(this.earlier(row), row), raw);
  }

  /** The row of the same key that was added before, or else is known from earlier runs. */
  earlier(row: Row): Row | undefined {
    const key = keyOf(this.#dataset, row);
    return this.#rows.get(key) ?? this.#request.knownRow(this.#dataset.name, key);
  }

  /** Keeps a value of the provider aside, with the reason. */
  reject(reason: string, raw: unknown): void {
    const { symbol } = this.#request;
    this.#rejected.push({ dataset: this.#dataset.name, symbol, reason, raw: JSON.stringify(raw) ?? "null" });
  }

  /** Keeps a row aside that would keep the schema, but is not believed. */
  doubt({ kind, reason }: Doubt, raw: unknown, row: Row): void {
    const { symbol } = this.#request;
    const isRow = checkRow(this.#dataset, row) === null;
    this.#rejected.push({
      dataset: this.#dataset.name,
      symbol,
      reason,
      raw: JSON.stringify(raw) ?? "null",
      kind,
      ...(isRow && { row }),
    });
  }

  /** All that was gathered. */
  collected(): Collected {
    return { rows: [...this.#rows.values()], rejected: this.#rejected, outcomes: this.#outcomes };
  }
}
