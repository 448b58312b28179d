import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type LiveSeed, useLive, useLostAt } from "@/lib/browser/live.ts";
import { factsOf, type PipelineFacts } from "@/lib/browser/pipeline_facts.ts";
import { readJson, useRefetch } from "@/lib/browser/refetch.ts";
import type { Budget } from "@/lib/finnhub/finnhub.ts";
import { wellnessOf } from "@/lib/market/wellness.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";
import { BudgetBar } from "@/routes/(_components)/BudgetBar.tsx";
import RunNow from "@/routes/(_components)/RunNow.tsx";

/** How often the calls left are read again while a run spends them. */
const SPENDING_MS = 2_000;
const MARKS = { well: "✓", look: "!", bad: "✕" } as const;

/** Options of {@linkcode PipelineNow}. */
export interface PipelineNowProps {
  readonly seed: LiveSeed;
  readonly initial: PipelineFacts;
  readonly mayRun: boolean;
}

/** Is it well now, what comes next or is under way, and what the provider still allows. */
export default function PipelineNow({ seed, initial, mayRun }: PipelineNowProps) {
  const live = useLive(seed);
  const { now, troubles, nextRun, progress, ingested } = live;
  const lostAt = useLostAt(live);
  const facts = useSignal(initial);
  const budget = useSignal<Budget>(initial.budget);
  useRefetch<PipelineView>(ingested, "/api/pipeline", (body) => {
    facts.value = factsOf(body);
    budget.value = body.budget;
  });
  const isRunning = progress.value !== null;
  useEffect(() => {
    if (!isRunning) return;
    const stop = new AbortController();
    const look = async () => {
      const body = document.hidden
        ? null
        : await readJson<{ readonly budget: Budget }>("/api/endpoints", stop.signal);
      if (body !== null) budget.value = body.budget;
    };
    const timer = setInterval(look, SPENDING_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [isRunning]);
  const { state, word, text } = wellnessOf({
    now: now.value,
    connected: lostAt === null,
    troubles: troubles.value,
    lastRun: facts.value.lastRun ?? undefined,
    nextRun: nextRun.value,
    progress: progress.value,
    datasets: facts.value.datasets,
  });
  return (
    <div class="now">
      <section class={`panel wellness ${state}`} aria-label="How it is">
        <div class="body">
          <p role="status">
            <span class="mark" aria-hidden="true">{MARKS[state]}</span>
            <strong>{word}.</strong> {text}
          </p>
        </div>
      </section>
      <RunNow seed={seed} mayRun={mayRun} />
      <section class="panel" aria-label="Calls">
        <div class="body">
          <BudgetBar budget={budget.value} planned={facts.value.planned} now={now.value} />
        </div>
      </section>
    </div>
  );
}
