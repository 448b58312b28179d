import { formatAge, formatDateTime, zoneName } from "@/lib/market/format.ts";
import type { FreshnessView } from "@/lib/market/freshness.ts";
import type { Doubt } from "@/lib/market/quote_view.ts";
import { type Verdict, VERDICT_LABELS } from "@/lib/market/verdict.ts";

const TONES: Readonly<Record<Verdict, string>> = {
  live: "good",
  delayed: "",
  market_closed: "",
  provider_stale: "warn",
  we_are_stale: "bad",
  never_seen: "warn",
};

/** The verdict on a dataset, small, for the title of its panel; the clocks are in its tooltip. */
export function VerdictBadge({ verdict, title }: { verdict: Verdict; title?: string | undefined }) {
  return (
    <span class={`badge ${TONES[verdict]}`} title={title} data-verdict={verdict}>
      {VERDICT_LABELS[verdict]}
    </span>
  );
}

/** The verdict on a panel's dataset. */
export function PanelVerdict({ freshness: { verdict, as_of, checked_at } }: { freshness: FreshnessView }) {
  return (
    <VerdictBadge
      verdict={verdict}
      title={`Newest ${formatDateTime(as_of)}, checked ${formatDateTime(checked_at)} ${zoneName()}`}
    />
  );
}

/** Options of {@linkcode Freshness}. */
export interface FreshnessProps {
  readonly verdict: Verdict;
  /** Why the provider's newest word is not shown. @default it is */
  readonly doubt?: Doubt | null;
  readonly asOf: string | null;
  readonly now: number;
}

/** How old a number is and whether that is all right. */
export function Freshness({ verdict, doubt = null, asOf, now }: FreshnessProps) {
  return (
    <span class="freshness">
      {doubt === null
        ? <span class={`badge ${TONES[verdict]}`}>{VERDICT_LABELS[verdict]}</span>
        : <span class="badge warn" title={`${VERDICT_LABELS[verdict]}; ${doubt.reason}`}>in doubt</span>}
      {asOf !== null && (
        <time class="faint small" dateTime={asOf} title={`${formatDateTime(asOf)} ${zoneName()}`}>
          {formatAge(asOf, now)}
        </time>
      )}
    </span>
  );
}
