/**
 * `deno task doctor`: says what is wrong before anybody has to ask. Changes nothing, and can be run beside a running
 * instance. `--json` prints one object for machines. Ends with 0 when all is well, 1 when something is wrong.
 *
 * @module
 */
import { readEnvironment, secretsIn } from "./environment.ts";
import { examineAll } from "./examination.ts";
import {
  cleaned,
  createCleaner,
  isWell,
  reportJson,
  type Section,
  sectionText,
  summaryText,
} from "./report.ts";

const USAGE = "Usage: deno task doctor [--json]";

/** Examines and prints; answers the exit status. */
async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== "--json")) {
    print(USAGE);
    return 2;
  }
  const asJson = args.length > 0;
  const environment = readEnvironment(".");
  const clean = createCleaner(secretsIn(environment.env), Deno.cwd());
  const sections: Section[] = [];
  if (!asJson) print(`Quarterhour's doctor, ${new Date().toISOString()}\n`);
  for await (const section of examineAll(environment, Date.now)) {
    sections.push(cleaned(section, clean));
    if (!asJson) print(sectionText(cleaned(section, clean)));
  }
  print(asJson ? reportJson(sections, Date.now()) : summaryText(sections));
  return isWell(sections) ? 0 : 1;
}

function print(text: string): void {
  let bytes = new TextEncoder().encode(`${text}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
}

// A probe that was given up on may still hold a socket.
if (import.meta.main) Deno.exit(await main(Deno.args));
