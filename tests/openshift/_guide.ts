import { ROOT } from "../_server.ts";

/** The operator's guide. */
export const GUIDE = await Deno.readTextFile(`${ROOT}/openshift/README.md`);

/** Lines of the guide's shell blocks, without comments, and the code in its text. */
export const COMMANDS: readonly string[] = [...GUIDE.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").trim().split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").trim());

/** What the guide's text sets as code, each once. */
export const CODE: readonly string[] = [
  ...new Set(
    [...GUIDE.replace(/```sh\n[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code),
  ),
];

/** The part of the guide below a heading. Throws where there is none. */
export function part(heading: string): string {
  const [, text] = GUIDE.split(new RegExp(`^#+ ${heading}$`, "m"));
  if (text === undefined) throw new Error(`The guide has no part "${heading}"`);
  return text.split(/^#+ /m)[0] ?? "";
}

/** All that a pattern's group finds, each once. */
export function allOf(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found))];
}

/** A quantity of Kubernetes as a number: cores, or bytes. Throws for a unit that is not used here. */
export function quantity(text: string): number {
  const [, digits, unit = ""] = /^(\d+)(m|Mi|Gi)?$/.exec(text) ?? [];
  if (digits === undefined) throw new RangeError(`Cannot read quantity "${text}"`);
  return Number(digits) * { "": 1, m: 0.001, Mi: 1024 ** 2, Gi: 1024 ** 3 }[unit as "" | "m" | "Mi" | "Gi"];
}
