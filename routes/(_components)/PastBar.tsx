import { formatDateTime, formatFullDateTime, formatTime, zoneName } from "@/lib/market/format.ts";
import type { Step, Steps } from "@/lib/services/past_control.ts";

/** Says that a page shows the past, and leads to the slots beside it. */
export function PastBar({ at, back, steps }: {
  /** Epoch milliseconds. */
  at: number;
  /** The same page of now. */
  back: string;
  steps: Steps;
}) {
  const iso = new Date(at).toISOString();
  return (
    <aside class="demo-note past-note" aria-label="The past">
      <strong>
        As it was known on <time dateTime={iso}>{formatFullDateTime(iso)}</time> {zoneName()}
      </strong>
      <span class="steps">
        <SlotLink step={steps.previous} rel="prev" />
        <SlotLink step={steps.next} rel="next" />
      </span>
      <a href={back}>back to now</a>
    </aside>
  );
}

/** `← 14:45` or `15:15 →`; where there is no such slot, its arrow alone, so that the other does not move. */
function SlotLink({ step, rel }: { step: Step | null; rel: "prev" | "next" }) {
  const isNext = rel === "next";
  if (step === null) {
    return <span class="faint" aria-hidden="true">{isNext ? "–:– →" : "← –:–"}</span>;
  }
  const time = formatTime(step.at);
  return (
    <a
      href={step.address}
      rel={rel}
      aria-label={`The slot ${isNext ? "after" : "before"}: ${formatDateTime(step.at)}`}
    >
      {isNext ? `${time} →` : `← ${time}`}
    </a>
  );
}
