import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { cellFigure } from "@/lib/market/figure_address.ts";
import { formatCell } from "@/lib/market/format_cell.ts";
import { FigureLink } from "../../(_components)/FigureLink.tsx";
import { Panel } from "../../(_components)/Panel.tsx";
import { Prose } from "../../(_components)/Prose.tsx";

/** One row as a record: every cell whole, with its unit and what it means. */
export function RecordView({ dataset, row, back, past }: {
  dataset: Dataset;
  row: Row;
  /** Address of the row among the others. */
  back: string;
  past: string | undefined;
}) {
  return (
    <Panel
      id="record"
      title={dataset.key.map((name) => String(row[name] ?? "–")).join(" · ")}
      aside={<a href={back}>Among the other rows</a>}
    >
      <dl class="record">
        {dataset.columns.map((column) => {
          const cell = row[column.name] ?? null;
          const isNumber = column.type === "number" || column.type === "integer";
          const shown = formatCell(cell, column, row);
          return (
            <div key={column.name}>
              <dt>
                <code>{column.name}</code>
                {dataset.key.includes(column.name) && <span class="badge">key</span>}
              </dt>
              <dd class={isNumber ? "number" : undefined}>
                {isNumber
                  ? <FigureLink figure={cellFigure(dataset, row, column.name)} at={past}>{shown}</FigureLink>
                  : typeof cell === "string"
                  ? cell
                  : shown}
                {column.unit !== undefined && cell !== null && <span class="unit">{column.unit}</span>}
              </dd>
              <dd class="small soft">
                <Prose text={column.description} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
