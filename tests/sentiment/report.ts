import { headlineScorer } from "@/lib/datasets/social_sentiment.ts";
import { callOf } from "@/lib/datasets/sentiment/day.ts";
import { evaluate, type Evaluation, LABELS } from "./evaluate.ts";
import { HELD_OUT } from "./held_out.ts";
import { FURTHER_TUNING, TUNING } from "./tuning.ts";

const NAMES = { "1": "good", "0": "neither", "-1": "bad" } as const;

/** Where the figures are published, and the marks between which the tables stand. */
export const DOCUMENT = new URL("../../docs/sentiment.md", import.meta.url);
const BEGIN = "<!-- computed by tests/sentiment/report.ts: begin -->";
const END = "<!-- computed by tests/sentiment/report.ts: end -->";

/** What the scorer makes of the headlines it was tuned with, and of those it was not. */
export function evaluations(): { readonly tuning: Evaluation; readonly heldOut: Evaluation } {
  const score = headlineScorer();
  const call = ({ headline, company }: { headline: string; company: string }) =>
    callOf(score(headline, company));
  return { tuning: evaluate([...TUNING, ...FURTHER_TUNING], call), heldOut: evaluate(HELD_OUT, call) };
}

/** The document with its tables as they are now. */
export function withTables(document: string): string {
  const { tuning, heldOut } = evaluations();
  const tables = [
    tableOf("Held out", HELD_OUT.length, heldOut),
    tableOf("Used for tuning", TUNING.length + FURTHER_TUNING.length, tuning),
  ];
  const [before = "", rest = ""] = document.split(BEGIN);
  const after = rest.split(END)[1] ?? "";
  return `${before}${BEGIN}\n\n${tables.join("\n\n")}\n\n${END}${after}`;
}

function tableOf(title: string, count: number, { matrix, accuracy, macroF1, opposite }: Evaluation): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const heads = LABELS.map((label) => `called ${NAMES[label]}`);
  // Padded as `deno fmt` wants it.
  const line = (first: string, cells: readonly (string | number)[]) =>
    `| ${first.padEnd(10)} | ${
      cells.map((cell, i) => String(cell).padStart(heads[i]?.length ?? 0)).join(" | ")
    } |`;
  return [
    `**${title}** (${count} headlines): accuracy ${percent(accuracy)}, macro F1 ${macroF1.toFixed(3)}, ` +
    `opposite ${opposite}.`,
    "",
    line("", heads),
    `| ${"-".repeat(10)} | ${heads.map((head) => `${"-".repeat(head.length - 1)}:`).join(" | ")} |`,
    ...matrix.map((row, i) => line(`is ${NAMES[LABELS[i] ?? 0]}`, row)),
  ].join("\n");
}

if (import.meta.main) await Deno.writeTextFile(DOCUMENT, withTables(await Deno.readTextFile(DOCUMENT)));
