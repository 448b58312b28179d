/**
 * Operates the program for a year on a simulated clock: 35,040 slots, a provider that lies and fails in every way, kills,
 * absences, month's ends, a volume that is too small to keep everything. Ends with 0 when every slot is accounted for,
 * every lie was caught, and the volume is sound. A year of quarter-hours takes one processor some twenty minutes, one of
 * hours five.
 *
 *     deno task year [days] [seed] [minutes between slots, 15 or 60]
 *
 * @module
 */
import { checkYear } from "./check.ts";
import { operate } from "./operate.ts";
import { DAY_MS, HOUR_MS, QUARTER_MS } from "./script.ts";
import { summaryOf } from "./summary.ts";

const encoder = new TextEncoder();
const print = (text: string) => Deno.stdout.writeSync(encoder.encode(text));
const [days, seed] = [numberOf(Deno.args[0], 365), numberOf(Deno.args[1], 1)];
const slotMs = Deno.args[2] === "60" ? HOUR_MS : QUARTER_MS;
const from = Date.UTC(2026, 0, 1);
const span = { from, until: from + days * DAY_MS, slotMs, seed };
// In memory, where there is such a place: no disk is worn by a year of syncing.
const base = await Deno.stat("/dev/shm").then(() => "/dev/shm", () => undefined);
const folder = await Deno.makeTempDir({ prefix: "quarterhour-year-", ...(base && { dir: base }) });
const began = performance.now();
print(`A year of ${days} days, seed ${seed}, in ${folder}\n`);
try {
  const operated = await operate({
    span,
    folder,
    retention: { days: 240, bytes: Math.round((2.5 + days / (slotMs === HOUR_MS ? 25 : 8)) * 1024 ** 2) },
    napDays: 25,
    onStop: (stop) => {
      if (stop?.how === "look") print(`${new Date(stop.slot).toISOString().slice(0, 10)}\n`);
      else print(stop === null ? "\n" : stop.how === "kill" ? "x" : ".");
    },
  });
  const report = await checkYear(operated);
  print(summaryOf(report, (performance.now() - began) / 1000));
  if (report.problems.length > 0) Deno.exitCode = 1;
} finally {
  if (Deno.exitCode === 0) await Deno.remove(folder, { recursive: true });
  else print(`What is left is in ${folder}\n`);
}

function numberOf(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : fallback;
}
