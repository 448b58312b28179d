import { formatInteger } from "@/lib/market/format.ts";
import { durationWords } from "@/lib/services/timeline.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { FigureLink } from "../../(_components)/FigureLink.tsx";

/** A number of the record of runs, which tells in which line of it it stands. */
export function RunFigure({ run, column, at }: {
  run: RunRecord;
  column: "attempt" | "duration_ms" | "calls" | "rows" | "quarantined" | "errors";
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  at: string | undefined;
}) {
  return (
    <FigureLink figure={{ dataset: "runs", column, key: { run_id: run.run_id } }} at={at}>
      {column === "duration_ms" ? durationWords(run) : formatInteger(run[column])}
    </FigureLink>
  );
}
