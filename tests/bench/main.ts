/**
 * Measures what the project promises, side by side with other ways where that says something. Names of
 * measurements as arguments run those alone.
 *
 * @module
 */
import { benchBytes } from "./bytes.ts";
import { benchChart } from "./chart.ts";
import { benchCommit } from "./commit.ts";
import { benchDelivery } from "./delivery.ts";
import { benchInteraction } from "./interaction.ts";
import { benchPast } from "./past.ts";
import { benchPixels } from "./pixels.ts";
import { benchRender } from "./render.ts";
import { type Report, textOf } from "./report.ts";
import { benchRunTime } from "./run_time.ts";
import { benchStart } from "./start.ts";
import { benchVolume } from "./volume.ts";

const MEASUREMENTS: Readonly<Record<string, () => Promise<Report>>> = {
  run: benchRunTime,
  commit: benchCommit,
  render: benchRender,
  bytes: benchBytes,
  chart: benchChart,
  start: benchStart,
  delivery: benchDelivery,
  pixels: benchPixels,
  interaction: benchInteraction,
  volume: benchVolume,
  past: benchPast,
};

const encoder = new TextEncoder();
const print = (text: string) => Deno.stdout.writeSync(encoder.encode(text));

const wanted = Deno.args.length === 0 ? Object.keys(MEASUREMENTS) : Deno.args;
const unknown = wanted.filter((name) => !Object.hasOwn(MEASUREMENTS, name));
if (unknown.length > 0) {
  print(`Cannot measure "${unknown.join(" ")}": there are ${Object.keys(MEASUREMENTS).join(", ")}\n`);
  Deno.exit(2);
}
// Where others are at work, what took long says little.
const [load = 0] = Deno.loadavg();
const cores = navigator.hardwareConcurrency;
print(`Deno ${Deno.version.deno}, ${Deno.build.target}, ${cores} cores, load ${load.toFixed(1)}\n\n`);
for (const name of wanted) {
  const report = await MEASUREMENTS[name]?.();
  if (report !== undefined) print(`${textOf(report)}\n`);
}
