import { VERSION } from "@/lib/services/version.ts";
import { createRedactor, type Redactor } from "@/lib/telemetry/mod.ts";
import type { Finding, Status } from "./finding.ts";

/** The findings of one check. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

const MARKS: Readonly<Record<Status, string>> = { ok: "✓", note: "!", wrong: "✗" };

/**
 * Makes texts fit to be shown to anybody: without the secrets, and without the path to this project, which names the
 * user's home.
 */
export function createCleaner(secrets: readonly string[], projectPath: string): Redactor {
  const redact = createRedactor(secrets);
  // A neighbour whose name only begins like the project's is another folder.
  const project = new RegExp(
    `(?<![\\p{L}\\d_.-])${RegExp.escape(projectPath)}(?![\\p{L}\\d_-]|\\.[\\p{L}\\d])`,
    "gu",
  );
  return (text) => redact(projectPath === "/" ? text : text.replaceAll(project, "."));
}

/** A section with every text cleaned and on one line. */
export function cleaned({ title, findings }: Section, clean: Redactor): Section {
  const line = (text: string) => clean(text).replace(/\s+/g, " ");
  return {
    title,
    findings: findings.map(({ status, text, advice }) =>
      advice === undefined ? { status, text: line(text) } : { status, text: line(text), advice: line(advice) }
    ),
  };
}

/** A section for people: a line for each finding, and below it what to do. */
export function sectionText({ title, findings }: Section): string {
  const lines = findings.flatMap(({ status, text, advice }) => [
    `  ${MARKS[status]} ${text}`,
    ...(advice === undefined ? [] : [`      ${advice}`]),
  ]);
  return [title, ...lines, ""].join("\n");
}

/** The last line for people. */
export function summaryText(sections: readonly Section[]): string {
  const { wrong, note } = countOf(sections);
  if (wrong > 0) return `${wrong} wrong (✗), ${note} worth knowing (!)`;
  return note > 0 ? `Nothing is wrong; ${note} worth knowing (!)` : "Nothing is wrong";
}

/** The whole report for machines: one JSON object. */
export function reportJson(sections: readonly Section[], at: number): string {
  const counts = countOf(sections);
  return JSON.stringify({
    version: VERSION,
    at: new Date(at).toISOString(),
    ok: counts.wrong === 0,
    counts,
    checks: sections.map(({ title, findings }) => ({ name: title.toLowerCase(), findings })),
  });
}

/** Whether anything is wrong. */
export function isWell(sections: readonly Section[]): boolean {
  return countOf(sections).wrong === 0;
}

function countOf(sections: readonly Section[]): Record<Status, number> {
  const counts = { ok: 0, note: 0, wrong: 0 };
  for (const { status } of sections.flatMap(({ findings }) => findings)) counts[status]++;
  return counts;
}
