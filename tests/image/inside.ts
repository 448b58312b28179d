/**
 * The part of the image's test that runs containers, in a network that has nothing but loopback; see `main.ts`.
 *
 * @module
 */
import { type Report, textOf } from "../bench/report.ts";
import { removeContainer } from "./container.ts";
import { reportDemo } from "./demo.ts";
import { reportKills } from "./kills.ts";
import { run } from "./podman.ts";
import { reportRefusals } from "./refusals.ts";
import { reportYear } from "./year.ts";

const [scratch = "", ...wanted] = Deno.args;
const encoder = new TextEncoder();

const { code, stderr } = await run("ip", ["link", "set", "lo", "up"]);
if (code !== 0) throw new Error(`Cannot use loopback: ${stderr}`);
const REPORTS = { refusals: reportRefusals, demo: reportDemo, year: reportYear, kills: reportKills };
let isMissed = false;
try {
  for (const [name, report] of Object.entries(REPORTS)) {
    if (wanted.length === 0 || wanted.includes(name)) print(await report(scratch));
  }
} finally {
  await removeContainer();
}
Deno.exit(isMissed ? 1 : 0);

function print(report: Report): void {
  Deno.stdout.writeSync(encoder.encode(`${textOf(report)}\n`));
  isMissed ||= report.figures.some(({ reached }) => reached === false);
}
