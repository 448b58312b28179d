import { type BarColumn, barFigure } from "@/lib/market/chart_figures.ts";
import type { ChartModel } from "@/lib/market/chart_model.ts";
import { type Reading, readingOf } from "@/lib/market/chart_reading.ts";
import type { View } from "@/lib/market/chart_view.ts";
import { ARROWS, directionOf, formatInteger, formatPercent, zoneName } from "@/lib/market/format.ts";
import { FigureLink } from "../FigureLink.tsx";

/** Rows of a table that can still be read, and drawn at once. */
const MOST_ROWS = 200;

/** The bars in view as a table, newest first. */
export function ChartTable({ model, view, past }: {
  model: ChartModel;
  view: View;
  /** The instant of the past that is shown, ISO 8601 UTC. */
  past: string | undefined;
}) {
  const first = Math.max(0, Math.ceil(view.from));
  const last = Math.min(model.bars.count - 1, Math.floor(view.to));
  const shown = Math.min(MOST_ROWS, last - first + 1);
  const readings = Array.from({ length: Math.max(0, shown) }, (_, i) => readingOf(model, last - i, view))
    .filter((reading) => reading !== null);
  const studies = readings[0]?.studies ?? [];
  const other = model.settings.compare;
  const total = Math.max(0, last - first + 1);
  const cell = (reading: Reading, column: BarColumn) => {
    const figure = barFigure(model, reading.index, column);
    const text = reading[column];
    return (
      <td class="number">
        {figure === null ? text : <FigureLink figure={figure} at={past}>{text}</FigureLink>}
      </td>
    );
  };
  return (
    <div class="chart-table scroll" role="region" aria-label="Bars in view" tabIndex={0}>
      <table>
        <caption>
          {model.history.symbol}, bars of {model.history.interval}: {shown < total
            ? `the newest ${formatInteger(shown)} of ${formatInteger(total)} in view; zoom in for others`
            : `${formatInteger(total)} in view`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{model.history.interval === "1d" ? "Day" : zoneName()}</th>
            {["Open", "High", "Low", "Close", "Change", "Volume"].map((name) => (
              <th key={name} scope="col" class="number">{name}</th>
            ))}
            {studies.map(({ label }) => <th key={label} scope="col" class="number">{label}</th>)}
            {other !== "" && <th scope="col" class="number">{other}</th>}
            <th scope="col" class="number">Samples</th>
            <th scope="col">Source</th>
            <th scope="col">Events</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((reading) => {
            const direction = directionOf(reading.changePercent);
            return (
              <tr key={reading.index}>
                <th scope="row">{reading.when}</th>
                {cell(reading, "open")}
                {cell(reading, "high")}
                {cell(reading, "low")}
                {cell(reading, "close")}
                <td class={`number ${direction}`}>
                  {ARROWS[direction]} {formatPercent(reading.changePercent)}
                </td>
                {cell(reading, "volume")}
                {reading.studies.map(({ label, text }) => <td key={label} class="number">{text}</td>)}
                {other !== "" && <td class="number">{reading.compared?.other}</td>}
                <td class="number">{reading.coverage === "" ? "–" : reading.coverage}</td>
                <td class="nowrap">{reading.source}</td>
                <td class="happened" title={reading.events}>{reading.events}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
