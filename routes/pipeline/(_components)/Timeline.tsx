import { addressAt } from "@/lib/market/address.ts";
import { counted } from "@/lib/market/format.ts";
import type { Mark, Timeline as Model, TimelineRow } from "@/lib/services/timeline.ts";

/** A row's picture: what was asked for on demand stands above, the slots below. */
const WIDTH = 1000;
const LANE = 9;
const BARS = 30;
const HEIGHT = LANE + BARS + 3;
const LEAST = 0.22;

/** Runs as marks in their time: a row a day, or one for the last 24 hours. Each leads to its run's record. */
export function Timeline({ timeline, past }: { timeline: Model; past?: string | undefined }) {
  const { span, rows, ticks } = timeline;
  return (
    <div class={`timeline span-${span}`} data-timeline>
      {rows.map((row) => <Row key={row.label} row={row} past={past} />)}
      <div class="timeline-row ticks small faint" aria-hidden="true">
        {span !== "24h" && <span class="day" />}
        <span class="tick-line">{ticks.map((tick) => <span key={tick}>{tick}</span>)}</span>
      </div>
      {/* The mark under the pointer or the cursor; whoever hears the page hears the mark's own name. */}
      <p class="timeline-reading small" data-timeline-reading aria-hidden="true" />
    </div>
  );
}

function Row({ row: { label, marks }, past }: { row: TimelineRow; past: string | undefined }) {
  return (
    <div class="timeline-row">
      {label !== "" && <span class="day small faint">{label}</span>}
      <svg
        class="slots"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="group"
        aria-label={`${counted(marks.length, "run")}${
          label === "" ? " of the last 24 hours" : ` on ${label}`
        }`}
      >
        <path class="ground" d={`M0 ${HEIGHT - 1}H${WIDTH}`} />
        {marks.map((mark) => <MarkLink key={mark.run_id} mark={mark} past={past} />)}
      </svg>
    </div>
  );
}

function MarkLink({ mark, past }: { mark: Mark; past: string | undefined }) {
  const { run_id, status, text, isLate, onDemand } = mark;
  const x = round(mark.x * WIDTH);
  const width = round(Math.max(2, mark.width * WIDTH * 0.76));
  const height = status === "missed" ? BARS : round((LEAST + (1 - LEAST) * mark.height) * BARS);
  const top = round(LANE + BARS - height);
  return (
    // One stop for the Tab key, arrows between them: the island `TimelineCursor` sees to it. Without it the table has
    // the same links.
    <a href={addressAt(`/pipeline/${run_id}`, past)} tabindex={-1} aria-label={text}>
      <title>{text}</title>
      {onDemand ? <rect class={`demand ${status}`} x={round(x - 3)} y={1} width={6} height={6} /> : (
        <>
          <rect class="hit" x={x} y={LANE} width={width} height={BARS} />
          <rect class={status} x={x} y={top} width={width} height={height} />
          {status === "partial" && (
            <rect class="notch" x={x} y={round(top + height / 2 - 1)} width={width} height={2.5} />
          )}
          {isLate && <rect class="late" x={x} y={HEIGHT - 3} width={width} height={3} />}
        </>
      )}
    </a>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
