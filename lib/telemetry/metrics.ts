import { type Labels, type LabelSet, labelText, sampleLine } from "./exposition.ts";
import { Histogram } from "./histogram.ts";

export type { Labels } from "./exposition.ts";

/** One value with its labels, as a collect function gives it. */
export interface Sample {
  readonly value: number;
  readonly labels?: Labels;
}

/** Read when `/metrics` is asked for; a number stands for one sample without labels. */
export type Collect = () => number | readonly Sample[];

/** What only grows. */
export interface Counter {
  /** Adds `by`. Throws a `RangeError` when it is negative, a `TypeError` when the labels are not the declared ones. */
  inc(by?: number, labels?: Labels): void;
}

/** What goes up and down. */
export interface Gauge {
  /** Throws a `TypeError` when the labels are not the declared ones. */
  set(value: number, labels?: Labels): void;
}

/** Seconds, for histograms of durations: from a commit on local disk to a whole run. */
export const DURATION_BUCKETS: readonly number[] = [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

interface Family {
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  lines(): Iterable<string>;
}

/**
 * Numbers about this process in the Prometheus text exposition format 0.0.4.
 * Names start with `quarterhour_`, carry their base unit (`_seconds`, `_bytes`) and, counters, `_total`.
 */
export class Metrics {
  readonly #families = new Map<string, Family>();
  readonly #failures = this.counter(
    "quarterhour_metrics_unreadable_total",
    "Times a metric was left out of an answer because it could not be read.",
    ["metric"],
  );

  /** Content type of {@linkcode Metrics.render}'s text. */
  static readonly contentType = "text/plain; version=0.0.4; charset=utf-8";

  /**
   * Declares a counter. With `collect` its value is counted elsewhere and read at render.
   * Throws a `RangeError` when a name is malformed or taken.
   */
  counter(name: string, help: string, labelNames: readonly string[] = [], collect?: Collect): Counter {
    const values = this.#valueFamily("counter", name, help, labelNames, collect);
    return {
      inc: (by = 1, labels = {}) => {
        if (!(by >= 0)) throw new RangeError(`Cannot add "${by}" to counter "${name}": expected 0 or more`);
        values.add(by, labels);
      },
    };
  }

  /**
   * Declares a gauge. With `collect` its value is read at render.
   * Throws a `RangeError` when a name is malformed or taken.
   */
  gauge(name: string, help: string, labelNames: readonly string[] = [], collect?: Collect): Gauge {
    const values = this.#valueFamily("gauge", name, help, labelNames, collect);
    return { set: (value, labels = {}) => values.set(value, labels) };
  }

  /**
   * Declares a histogram with these upper bounds, ascending; `+Inf` is added.
   * Throws a `RangeError` when a name or the buckets are malformed or the name is taken.
   */
  histogram(
    name: string,
    help: string,
    labelNames: readonly string[] = [],
    buckets: readonly number[] = DURATION_BUCKETS,
  ): Histogram {
    const histogram = new Histogram(name, labelNames, buckets);
    this.#declare(name, labelNames, { type: "histogram", help, lines: () => histogram.lines() });
    return histogram;
  }

  /** The text for `/metrics`. Never throws: a metric that cannot be read is left out and counted. */
  render(): string {
    const lines: string[] = [];
    for (const [name, family] of this.#families) {
      try {
        const own = [...family.lines()];
        const help = family.help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n");
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${family.type}`, ...own);
      } catch {
        // Counted, and seen in the next answer; the other metrics are worth more than this one's reason.
        this.#failures.inc(1, { metric: name });
      }
    }
    return lines.map((line) => `${line}\n`).join("");
  }

  #valueFamily(
    type: "counter" | "gauge",
    name: string,
    help: string,
    labelNames: readonly string[],
    collect: Collect | undefined,
  ): Values {
    const values = new Values(name, labelNames);
    const lines = () => {
      if (collect === undefined) return values.lines();
      const collected = collect();
      const fresh = new Values(name, labelNames);
      for (
        const { value, labels = {} } of typeof collected === "number" ? [{ value: collected }] : collected
      ) {
        fresh.set(value, labels);
      }
      return fresh.lines();
    };
    this.#declare(name, labelNames, { type, help, lines });
    // Without labels there is one series: it is 0 from the start, so that its first step is seen as one.
    if (type === "counter" && labelNames.length === 0) values.add(0, {});
    return values;
  }

  #declare(name: string, labelNames: readonly string[], family: Family): void {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      throw new RangeError(`Cannot name a metric "${name}": expected snake_case`);
    }
    if (this.#families.has(name)) throw new RangeError(`Cannot name a metric "${name}": the name is taken`);
    for (const label of labelNames) {
      if (!/^[a-z][a-z0-9_]*$/.test(label) || label === "le") {
        throw new RangeError(
          `Cannot name a label of metric "${name}" "${label}": expected snake_case, and not "le"`,
        );
      }
    }
    this.#families.set(name, family);
  }
}

/** Series of a counter or gauge by their label text. */
class Values {
  readonly #name: string;
  readonly #labelNames: readonly string[];
  readonly #values = new Map<LabelSet, number>();

  constructor(name: string, labelNames: readonly string[]) {
    this.#name = name;
    this.#labelNames = labelNames;
  }

  set(value: number, labels: Labels): void {
    this.#values.set(labelText(this.#name, this.#labelNames, labels), value);
  }

  add(by: number, labels: Labels): void {
    const key = labelText(this.#name, this.#labelNames, labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + by);
  }

  *lines(): Iterable<string> {
    for (const [labels, value] of this.#values) yield sampleLine(this.#name, labels, value);
  }
}
