import { formatAge, formatDateTime, withTimes, zoneName } from "@/lib/market/format.ts";
import type { FreshnessView } from "@/lib/market/freshness.ts";
import type { Doubt } from "@/lib/market/quote_view.ts";
import { type Verdict, VERDICT_LABELS } from "@/lib/market/verdict.ts";

const TONES: Readonly<Record<Verdict, string>> = {
  live: "good",
  delayed: "",
  market_closed: "",
  provider_stale: "warn",
  we_are_stale: "bad",
  in_doubt: "warn",
  never_seen: "warn",
};

/**
 * A verdict, small; what stands behind it is in its tooltip. The service worker finds it by its last attribute, and
 * writes what a page is without the server.
 */
export function VerdictBadge({ verdict, title, past }: {
  verdict: Verdict;
  title?: string | undefined;
  /** The instant of the past that the page shows: nothing on it is live. */
  past?: string | undefined;
}) {
  return (
    <span class={`badge ${past === undefined ? TONES[verdict] : ""}`} title={title} data-verdict={verdict}>
      {VERDICT_LABELS[verdict] + (past === undefined ? "" : " then")}
    </span>
  );
}

/** The verdict on a panel's dataset. */
export function PanelVerdict({ freshness: { verdict, as_of, checked_at }, past }: {
  freshness: FreshnessView;
  /** The instant of the past that the page shows. */
  past: string | undefined;
}) {
  return (
    <VerdictBadge
      past={past}
      verdict={verdict}
      title={`Newest ${formatDateTime(as_of)}, checked ${formatDateTime(checked_at)} ${zoneName()}`}
    />
  );
}

/** Options of {@linkcode Freshness}. */
export interface FreshnessProps {
  readonly verdict: Verdict;
  /** Why the provider's newest word is not believed. @default it is */
  readonly doubt?: Doubt | null;
  readonly asOf: string | null;
  readonly now: number;
  /** The instant of the past that the page shows. */
  readonly past: string | undefined;
}

/** How old a number is and whether that is all right. */
export function Freshness({ verdict, doubt = null, asOf, now, past }: FreshnessProps) {
  return (
    <span class="freshness">
      <VerdictBadge
        verdict={verdict}
        past={past}
        title={doubt === null ? undefined : withTimes(doubt.reason)}
      />
      {asOf !== null && (
        <time class="faint small" dateTime={asOf} title={`${formatDateTime(asOf)} ${zoneName()}`}>
          {formatAge(asOf, now)}
        </time>
      )}
    </span>
  );
}
