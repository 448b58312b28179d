import { formatAge, formatDateTime } from "@/lib/market/format.ts";
import { type Verdict, VERDICT_LABELS } from "@/lib/market/verdict.ts";

const TONES: Readonly<Record<Verdict, string>> = {
  live: "good",
  delayed: "",
  market_closed: "",
  provider_stale: "warn",
  we_are_stale: "bad",
  never_seen: "warn",
};

/** How old a number is and whether that is all right. */
export function Freshness({ verdict, asOf, now }: { verdict: Verdict; asOf: string | null; now: number }) {
  return (
    <span class="freshness">
      <span class={`badge ${TONES[verdict]}`}>{VERDICT_LABELS[verdict]}</span>
      {asOf !== null && (
        <time class="faint small" dateTime={asOf} title={`${formatDateTime(asOf)} New York`}>
          {formatAge(asOf, now)}
        </time>
      )}
    </span>
  );
}
