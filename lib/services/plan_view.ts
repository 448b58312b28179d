import type { Plan } from "@/lib/ingest/plan.ts";

/** What the next run will do. */
export interface PlanView {
  /** When it begins, ISO 8601 UTC. */
  readonly run_at: string;
  /** Calls that it needs at most. */
  readonly calls: number;
  /** Calls that fit before the slot after it. */
  readonly budget: number;
  readonly datasets: readonly PlannedDatasetView[];
}

/** A dataset's part of it. */
export interface PlannedDatasetView {
  readonly name: string;
  readonly title: string;
  /** How often it is asked for as a rule, milliseconds. */
  readonly every_ms: number;
  /** Whether that is after the exchange has closed. */
  readonly after_close: boolean;
  /** Symbols that are due, those that wait included. */
  readonly due: number;
  readonly calls: number;
  /** Symbols that wait for a later slot, because the calls are spent. */
  readonly postponed: number;
  /** When the last of these should have its turn, ISO 8601 UTC. */
  readonly until: string | null;
}

/** A plan as the page and the API show it. @param runAt epoch milliseconds */
export function planView({ calls, budget, datasets }: Plan, runAt: number): PlanView {
  return {
    run_at: new Date(runAt).toISOString(),
    calls,
    budget,
    datasets: datasets.map(({ dataset, due, calls, postponed, until }) => ({
      name: dataset.name,
      title: dataset.title,
      every_ms: dataset.cadenceMs,
      after_close: dataset.turn === "after_close",
      due,
      calls,
      postponed,
      until: until === null ? null : new Date(until).toISOString(),
    })),
  };
}
