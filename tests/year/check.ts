import { checkLies, type LieCounts } from "./check_lies.ts";
import { checkSlots, type SlotCounts } from "./checks.ts";
import { checkTruth, type TruthCounts } from "./check_truth.ts";
import type { Operated } from "./operate.ts";
import { dataFiles, quarantinedRows, runRecords } from "./volume.ts";

/** What a span of operation came to. */
export interface YearReport {
  readonly operated: Operated;
  readonly slots: SlotCounts;
  readonly lies: LieCounts;
  readonly truth: TruthCounts;
  /** Faults of the provider that were no lies, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** Everything that is not as it must be. */
  readonly problems: readonly string[];
}

/** Looks at what is left of a span of operation. */
export async function checkYear(operated: Operated): Promise<YearReport> {
  const { dir, told, errors, mostBytes, retention } = operated;
  const [runs, quarantine, files] = [
    await runRecords(dir),
    await quarantinedRows(dir),
    await dataFiles(dir, () => true),
  ];
  const slots = checkSlots(operated, runs);
  const lies = checkLies(operated, runs, quarantine);
  const truth = checkTruth(operated, runs, files);
  const faults: Record<string, number> = {};
  for (const { fault } of told) if (fault !== null) faults[fault] = (faults[fault] ?? 0) + 1;
  return {
    operated,
    slots: slots.counts,
    lies: lies.counts,
    truth: truth.counts,
    faults,
    problems: [
      ...operated.problems,
      ...slots.problems,
      ...lies.problems,
      ...truth.problems,
      ...(mostBytes > retention.bytes ? [`The volume had ${mostBytes} bytes of ${retention.bytes}`] : []),
      ...errors.map((line) => `Error in the log: ${line.slice(0, 300)}`),
    ],
  };
}
