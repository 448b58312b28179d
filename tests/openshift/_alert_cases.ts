/** When an alert must keep quiet and when it must fire. Times and series as `promtool test rules` has them. */
export interface AlertCase {
  readonly alert: string;
  /** Values by series, the first at 0 minutes; `_` is none. */
  readonly series: Readonly<Record<string, string>>;
  /** @default "1m" */
  readonly step?: string;
  readonly quietAt: string;
  readonly firesAt: string;
  /** Other series, with which it must not fire at `firesAt`. */
  readonly neverWith?: Readonly<Record<string, string>>;
}

/** At least one case for each alert; each is quiet right before its threshold. */
export const ALERT_CASES: readonly AlertCase[] = [
  {
    alert: "QuarterhourDown",
    series: { 'quarterhour_build_info{version="0.1.0",role="all"}': "1x20 _x40" },
    quietAt: "30m",
    firesAt: "36m",
  },
  {
    alert: "QuarterhourRestarting",
    series: { quarterhour_start_time_seconds: "0x9 600x9 1200x9 1800x9 2400x9" },
    quietAt: "35m",
    firesAt: "45m",
  },
  {
    alert: "QuarterhourMemoryHigh",
    series: { quarterhour_memory_resident_bytes: "300000000x20 500000000x30" },
    quietAt: "35m",
    firesAt: "37m",
  },
  {
    alert: "QuarterhourIngestStalled",
    series: { quarterhour_last_run_end_time_seconds: "900x100" },
    quietAt: "60m",
    firesAt: "62m",
    neverWith: { quarterhour_last_run_end_time_seconds: "0+60x100" },
  },
  {
    alert: "QuarterhourRunsFailing",
    series: { 'quarterhour_runs_total{status="failed"}': "5x30 6x14 7x14 8x30" },
    quietAt: "44m",
    firesAt: "50m",
    neverWith: { 'quarterhour_runs_total{status="complete"}': "5x30 6x14 7x14 8x30" },
  },
  {
    alert: "QuarterhourRunsPartial",
    step: "15m",
    series: { 'quarterhour_runs_total{status="partial"}': "0x8 1+1x12" },
    quietAt: "3h",
    firesAt: "5h",
  },
  {
    alert: "QuarterhourRunsOverrun",
    series: { quarterhour_slots_overrun_total: "0x60 1x20 2x20" },
    quietAt: "80m",
    firesAt: "90m",
  },
  {
    alert: "QuarterhourQuotesStale",
    series: { 'quarterhour_quote_verdicts{verdict="we_are_stale"}': "0x20 3x40" },
    quietAt: "40m",
    firesAt: "42m",
    neverWith: { 'quarterhour_quote_verdicts{verdict="market_closed"}': "7x60" },
  },
  {
    alert: "QuarterhourQuarantineGrowing",
    series: { quarterhour_quarantined_rows: "40x60 45x30 70x60" },
    quietAt: "85m",
    firesAt: "100m",
  },
  {
    alert: "QuarterhourKeyRefused",
    series: { 'quarterhour_finnhub_outcomes_total{outcome="unauthorized"}': "0x30 7x15 14x30" },
    quietAt: "30m",
    firesAt: "33m",
    neverWith: { 'quarterhour_finnhub_outcomes_total{outcome="refused"}': "0x30 7x15 14x30" },
  },
  {
    // A new pod with a key mistyped: its first run was refused before anybody looked, and the next one is not due yet.
    alert: "QuarterhourKeyRefused",
    series: { 'quarterhour_finnhub_outcomes_total{outcome="unauthorized"}': "_x30 7x100" },
    quietAt: "29m",
    firesAt: "31m",
    neverWith: { 'quarterhour_finnhub_outcomes_total{outcome="unauthorized"}': "_x30 0x100" },
  },
  {
    alert: "QuarterhourRateLimited",
    series: { 'quarterhour_finnhub_outcomes_total{outcome="rate_limited"}': "0x30 3x14 10x30" },
    quietAt: "40m",
    firesAt: "50m",
  },
  {
    alert: "QuarterhourProviderUnreachable",
    series: {
      'quarterhour_finnhub_outcomes_total{outcome="ok"}': "0+60x60 3600x60",
      'quarterhour_finnhub_outcomes_total{outcome="network"}': "0x60 60+60x60",
    },
    quietAt: "80m",
    firesAt: "110m",
    neverWith: {
      'quarterhour_finnhub_outcomes_total{outcome="ok"}': "0+60x120",
      'quarterhour_finnhub_outcomes_total{outcome="timeout"}': "0+6x120",
    },
  },
  {
    alert: "QuarterhourTradesDown",
    series: { quarterhour_trades_connected: "1x20 0x40", quarterhour_market_open: "1x60" },
    quietAt: "35m",
    firesAt: "37m",
    neverWith: { quarterhour_trades_connected: "1x20 0x40", quarterhour_market_open: "0x60" },
  },
  {
    alert: "QuarterhourVolumeFull",
    series: { quarterhour_runs_refused_total: "0x20 1x40" },
    quietAt: "20m",
    firesAt: "22m",
  },
  {
    alert: "QuarterhourVolumeLow",
    series: { quarterhour_volume_low: "0x20 1x40" },
    quietAt: "35m",
    firesAt: "37m",
  },
  {
    alert: "QuarterhourUpkeepFailing",
    series: { quarterhour_upkeep_failures_total: "0x20 1x40" },
    quietAt: "20m",
    firesAt: "22m",
  },
  {
    alert: "QuarterhourRedisDown",
    series: { quarterhour_redis_connected: "1x20 0x40" },
    quietAt: "30m",
    firesAt: "32m",
    neverWith: {},
  },
];
