import { sizeText } from "../size_text.ts";
import { isFault, type VerifyReport } from "./finding.ts";
import type { RepairReport } from "./repair.ts";

/** Findings that are told one by one; more of a kind are counted. */
const TOLD = 20;

/** A report in words. */
export function verifyWords({ dir, files, rows, bytes, findings, ok }: VerifyReport): string {
  const lines = [`${dir}: ${files} data files, ${rows} rows, ${sizeText(bytes)}`];
  for (
    const finding of [...findings.filter(isFault), ...findings.filter((each) => !isFault(each))].slice(
      0,
      TOLD,
    )
  ) {
    lines.push(
      `${isFault(finding) ? "✗" : "·"} ${finding.path === "" ? "" : `${finding.path}: `}${finding.message}`,
    );
  }
  if (findings.length > TOLD) lines.push(`… and ${findings.length - TOLD} more; --json has all`);
  const faults = findings.filter(isFault).length;
  lines.push(
    ok
      ? "Everything is sound."
      : `${faults} ${faults === 1 ? "fault" : "faults"}; deno task repair mends what can be mended.`,
  );
  return lines.join("\n");
}

/** What a repair did, in words. */
export function repairWords({ before, done, after }: RepairReport): string {
  if (before.ok && done.length === 0) return `${verifyWords(after)}\nNothing to repair.`;
  return [...done.map((sentence) => `✓ ${sentence}`), verifyWords(after)].join("\n");
}
