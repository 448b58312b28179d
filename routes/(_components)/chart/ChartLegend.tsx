import { type Reading, samplesText } from "@/lib/market/chart_reading.ts";
import { ARROWS, directionOf, formatPercent } from "@/lib/market/format.ts";

/** What the chart says of one bar, in places that stay where they are. */
export function ChartLegend({ reading, symbol, other }: {
  reading: Reading | null;
  symbol: string;
  /** Symbol compared with; empty for none. */
  other: string;
}) {
  if (reading === null) return <div class="chart-legend" />;
  const { changePercent: change, coverage, source, studies, compared, events, skipped } = reading;
  const direction = directionOf(change);
  const remarks = [
    source,
    ...coverage === "" ? [] : [samplesText(coverage)],
    // The day's own stands in the page's head.
    ...reading.interval === "15m" ? ["change of 15 min"] : [],
    ...skipped === "" ? [] : [`${skipped} without bars before`],
    ...events === "" ? [] : [events],
  ].join(" · ");
  return (
    <div class="chart-legend">
      <p>
        <span class="when">{reading.when}</span>
        <Value label="O" text={reading.open} />
        <Value label="H" text={reading.high} />
        <Value label="L" text={reading.low} />
        <Value label="C" text={reading.close} />
        <span class={`value change ${direction}`}>{ARROWS[direction]} {formatPercent(change)}</span>
        <Value label="Vol" text={reading.volume} />
      </p>
      {(studies.length > 0 || compared !== null) && (
        <p>
          {compared !== null && (
            <>
              <Value label={symbol} text={compared.own} />
              <Value label={other} text={compared.other} swatch="compare" />
            </>
          )}
          {studies.map(({ label, name, role, text }) => (
            <Value
              key={label}
              label={label}
              text={text}
              {...role === "histogram" ? {} : { swatch: `${name} ${role}` }}
            />
          ))}
        </p>
      )}
      <p class="chart-happened" title={remarks}>{remarks}</p>
    </div>
  );
}

function Value({ label, text, swatch }: { label: string; text: string; swatch?: string }) {
  return (
    <span class="value">
      {swatch !== undefined && <span class={`swatch ${swatch}`} aria-hidden="true" />}
      <span class="faint">{label}</span> <span class="figure">{text}</span>
    </span>
  );
}
