import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { Disk } from "@/lib/store/atomic.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { Checked } from "./checked.ts";
import { type Provider, SLOT } from "./_testing.ts";
import { planRun } from "./plan.ts";
import type { Step } from "./progress.ts";
import { run } from "./run.ts";

/** The slot's stamp. */
export const STAMP = "20260701_140000";
/** A short watchlist. */
export const SYMBOLS = ["AAPL", "MSFT"];
/** A moment after the slot, epoch milliseconds. */
export const now = () => SLOT + 1_000;

/** One run of everything on that volume. */
export async function runOn(dir: string, options: {
  readonly provider: Provider;
  readonly datasets?: readonly Dataset[];
  readonly symbols?: readonly string[];
  readonly disk?: Disk;
  readonly checked?: Checked;
}) {
  const { provider, datasets = DATASETS, symbols = SYMBOLS, disk, checked = new Checked({}) } = options;
  const { logger, lines } = recorder();
  const store = await Store.open({ dir, datasets, now, logger, ...(disk && { disk }) });
  const plan = planRun({
    datasets,
    symbols,
    checked,
    slot: SLOT,
    slotMs: 900_000,
    budget: Infinity,
  });
  const steps: Step[] = [];
  const result = await run({
    runId: `${STAMP}-1`,
    stamp: STAMP,
    tasks: plan.tasks,
    store,
    finnhub: provider.finnhub,
    provider: "simulator",
    checked,
    now,
    logger,
    onProgress: (step) => steps.push(step),
  });
  return { result, store, checked, steps, lines, tasks: plan.tasks };
}
