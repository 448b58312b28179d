import { counted, formatCountdown, formatInteger } from "@/lib/market/format.ts";
import type { Budget } from "@/lib/finnhub/finnhub.ts";

/** Calls to the provider: how many of this minute's are spent, how many are left, and what the next run plans. */
export function BudgetBar({ budget, planned, now }: {
  budget: Budget;
  /** Calls of the next run; `null` where another process polls. */
  planned: number | null;
  /** Epoch milliseconds. */
  now: number;
}) {
  const { limitPerMinute: limit, resetAt } = budget;
  // What was read before the minute's end says nothing of the minute after.
  const used = now >= resetAt ? 0 : Math.max(0, limit - budget.remaining);
  const minutes = planned === null ? 0 : Math.ceil(planned / Math.max(1, limit));
  return (
    <div class="budget">
      <p class="label">
        <span>Calls this minute</span>
        <span class="number">
          {formatInteger(used)} used, {formatInteger(limit - used)} left of {formatInteger(limit)}
        </span>
      </p>
      <svg
        class="share-bar"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${formatInteger(used)} of ${counted(limit, "call")} used this minute`}
      >
        <rect class="all" width="100" height="8" />
        <rect class="used" width={share(used, limit)} height="8" />
        {planned !== null && planned > 0 && (
          <rect class="planned" x={Math.max(0, share(planned, limit) - 0.4)} width="0.8" height="8" />
        )}
      </svg>
      <p class="label small faint">
        <span>
          {planned === null
            ? "Another process polls."
            : `The next run plans ${counted(planned, "call")}${
              minutes > 1 ? `, about ${minutes} minutes of them` : ""
            }.`}
        </span>
        <span class="number">
          {used === 0 ? "" : `all back in ${formatCountdown(new Date(resetAt).toISOString(), now)}`}
        </span>
      </p>
    </div>
  );
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round(Math.min(1, part / whole) * 1000) / 10;
}
