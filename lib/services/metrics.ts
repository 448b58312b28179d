import type { RunStatus } from "@/lib/bus/bus.ts";
import { FAILURE_KINDS } from "@/lib/finnhub/answer.ts";
import { isOfSlots } from "@/lib/ingest/settled.ts";
import { VERDICT_LABELS } from "@/lib/market/verdict.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { Services } from "./services.ts";
import { TROUBLE_KINDS } from "./troubles.ts";

const STATUSES: readonly RunStatus[] = ["complete", "partial", "failed", "missed"];

/** Declares what `/metrics` tells; every value is read from its owner when it is asked for. */
export function declareMetrics(services: Services): void {
  const {
    metrics,
    store,
    market,
    bus,
    live,
    finnhub,
    ingest,
    checked,
    trades,
    watch,
    now,
    startedAt,
    version,
  } = services;
  const quotes = onceATurn(() => market.quotes());
  metrics.gauge("quarterhour_build_info", "Always 1; the labels say what runs.", ["version", "role"], () => [
    { value: 1, labels: { version, role: services.config.role } },
  ]);
  metrics.gauge(
    "quarterhour_start_time_seconds",
    "When this process started, epoch seconds.",
    [],
    () => startedAt / 1000,
  );
  metrics.counter(
    "quarterhour_runs_total",
    "Runs on record, by how they ended.",
    ["status"],
    () => {
      const counts = new Map(STATUSES.map((status) => [status, 0]));
      for (const { status } of store.runs.all()) counts.set(status, (counts.get(status) ?? 0) + 1);
      return [...counts].map(([status, value]) => ({ value, labels: { status } }));
    },
  );
  metrics.gauge(
    "quarterhour_last_run_end_time_seconds",
    "When the last run ended, epoch seconds; 0 before the first. Imports do not count.",
    [],
    () => {
      const last = store.runs.all().findLast(isOfSlots);
      return last === undefined ? 0 : Date.parse(last.finished_at) / 1000;
    },
  );
  metrics.gauge(
    "quarterhour_last_run_duration_seconds",
    "How long the last run took.",
    [],
    () => (store.runs.all().findLast(isOfSlots)?.duration_ms ?? 0) / 1000,
  );
  metrics.counter(
    "quarterhour_slots_overrun_total",
    "Slots skipped because the run before was still under way.",
    [],
    () => ingest?.overruns ?? 0,
  );
  metrics.counter(
    "quarterhour_finnhub_calls_total",
    "HTTP requests sent to the provider.",
    [],
    () => finnhub.stats().calls,
  );
  metrics.counter(
    "quarterhour_finnhub_outcomes_total",
    "Calls by outcome.",
    ["outcome"],
    () => {
      // All of them from the start: what first appears with its first value has not grown, for an alert.
      const { byOutcome } = finnhub.stats();
      return ["ok", ...FAILURE_KINDS].map((outcome) => ({
        value: byOutcome[outcome] ?? 0,
        labels: { outcome },
      }));
    },
  );
  metrics.counter(
    "quarterhour_finnhub_retries_total",
    "Calls tried again.",
    [],
    () => finnhub.stats().retries,
  );
  metrics.gauge(
    "quarterhour_finnhub_calls_remaining",
    "Calls that could start now.",
    [],
    () => finnhub.budget().remaining,
  );
  metrics.gauge(
    "quarterhour_dataset_rows",
    "Rows known of each dataset.",
    ["dataset"],
    () => store.datasets.map(({ name }) => ({ value: store.ledger(name).size, labels: { dataset: name } })),
  );
  metrics.gauge(
    "quarterhour_dataset_checked_time_seconds",
    "When each dataset was last asked for with success, epoch seconds.",
    ["dataset"],
    () =>
      store.datasets.flatMap(({ name }) => {
        const at = checked.latest(name);
        return at === undefined ? [] : [{ value: at / 1000, labels: { dataset: name } }];
      }),
  );
  metrics.gauge(
    "quarterhour_quote_age_seconds",
    "Age of each symbol's price by the exchange's clock.",
    ["symbol"],
    () =>
      quotes().flatMap(({ symbol, as_of }) =>
        as_of === null ? [] : [{ value: Math.max(0, now() - Date.parse(as_of)) / 1000, labels: { symbol } }]
      ),
  );
  metrics.gauge("quarterhour_quote_verdicts", "Symbols by verdict on their price.", ["verdict"], () => {
    const verdicts = quotes().map(({ verdict }) => verdict);
    return Object.keys(VERDICT_LABELS).map((verdict) => ({
      value: verdicts.filter((each) => each === verdict).length,
      labels: { verdict },
    }));
  });
  metrics.gauge(
    "quarterhour_dataset_verdicts",
    "Symbols by verdict on each dataset; one of the whole market counts as one.",
    ["dataset", "verdict"],
    () =>
      store.datasets.flatMap((dataset) =>
        Object.entries(market.datasetFreshness(dataset).verdicts).map(([verdict, value]) => ({
          value,
          labels: { dataset: dataset.name, verdict },
        }))
      ),
  );
  metrics.gauge(
    "quarterhour_market_open",
    "1 while the exchange is open.",
    [],
    () => market.exchange().is_open ? 1 : 0,
  );
  metrics.gauge("quarterhour_quarantined_rows", "Bad rows kept aside.", [], () => store.quarantine.count());
  metrics.gauge(
    "quarterhour_quotes_in_doubt",
    "Symbols whose newest quote is not believed.",
    [],
    () => quotes().filter(({ doubt }) => doubt !== null).length,
  );
  metrics.gauge(
    "quarterhour_data_bytes",
    "Bytes of the data files on the volume.",
    [],
    () => store.bytes,
  );
  metrics.gauge(
    "quarterhour_data_limit_bytes",
    "Bytes that the volume may hold: beyond that the oldest archives go.",
    [],
    () => store.upkeep.status.retention.bytes,
  );
  metrics.gauge(
    "quarterhour_volume_low",
    "1 while there is too little room on the volume.",
    [],
    () => store.upkeep.status.warning === "" ? 0 : 1,
  );
  metrics.gauge(
    "quarterhour_trouble",
    "1 for what is wrong with the installation now, else 0; pages say it in words.",
    ["kind"],
    () => {
      const kinds = watch.troubles.map(({ kind }) => kind);
      return TROUBLE_KINDS.map((kind) => ({ value: kinds.includes(kind) ? 1 : 0, labels: { kind } }));
    },
  );
  metrics.gauge(
    "quarterhour_clock_ahead_seconds",
    "By how much the clock is ahead of the provider's, 0 within a minute; absent where that is not known.",
    [],
    () => watch.clockAheadMs === null ? [] : [{ value: watch.clockAheadMs / 1000 }],
  );
  metrics.counter(
    "quarterhour_archived_files_total",
    "Files put together into archives.",
    [],
    () => store.upkeep.status.archivedFiles,
  );
  metrics.counter(
    "quarterhour_pruned_rows_total",
    "Old rows that went, by age or for want of room.",
    [],
    () => store.upkeep.status.prunedRows,
  );
  metrics.counter(
    "quarterhour_pruned_bytes_total",
    "Bytes that became free with that.",
    [],
    () => store.upkeep.status.prunedBytes,
  );
  metrics.counter(
    "quarterhour_runs_refused_total",
    "Runs not begun because the volume was full.",
    [],
    () => store.upkeep.status.refusals,
  );
  metrics.counter(
    "quarterhour_upkeep_failures_total",
    "Steps of the volume's upkeep that failed.",
    [],
    () => store.upkeep.status.failures,
  );
  metrics.gauge("quarterhour_files", "Data files on the volume.", [], () => store.files().length);
  metrics.gauge(
    "quarterhour_redis_connected",
    "1 while Redis answers; absent where none is configured.",
    [],
    () => {
      const status = bus.status();
      return status.kind === "redis" ? [{ value: status.connected ? 1 : 0 }] : [];
    },
  );
  metrics.counter(
    "quarterhour_redis_reconnects_total",
    "Connections to Redis after the first.",
    [],
    () => bus.status().reconnects,
  );
  metrics.gauge(
    "quarterhour_redis_unsent_messages",
    "Messages that Redis did not take yet or ever; this process had them.",
    [],
    () => bus.status().unsent,
  );
  metrics.gauge("quarterhour_streams", "Open event streams.", [], () => live.status().streams);
  metrics.counter(
    "quarterhour_stream_events_total",
    "Events sent to browsers.",
    [],
    () => live.status().sent,
  );
  metrics.counter(
    "quarterhour_streams_cut_total",
    "Event streams cut because the client did not read.",
    [],
    () => live.status().dropped,
  );
  metrics.gauge(
    "quarterhour_trades_connected",
    "1 while the trades socket is connected; absent where it is off.",
    [],
    () => {
      const status = trades?.status();
      return status === undefined ? [] : [{ value: status.connected ? 1 : 0 }];
    },
  );
  metrics.counter(
    "quarterhour_trades_doubted_total",
    "Prices of the trades socket that were not believed, and not shown.",
    [],
    () => services.tradeJudge.doubted,
  );
  metrics.gauge(
    "quarterhour_memory_resident_bytes",
    "Resident memory of this process.",
    [],
    () => Deno.memoryUsage().rss,
  );
}

/** Several metrics read the watchlist; in one answer it is made once. */
function onceATurn(make: () => QuoteView[]): () => QuoteView[] {
  let made: QuoteView[] | null = null;
  return () => {
    if (made === null) queueMicrotask(() => made = null);
    return made ??= make();
  };
}
