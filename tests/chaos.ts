/**
 * Kills the program 200 times at random moments, while its provider goes wrong in every way, and looks after each
 * kill at what is on the volume and what the next start serves. Ends with 0 when nothing was ever wrong.
 *
 *     deno task chaos [kills] [seed]
 *
 * @module
 */
import { killAgainAndAgain } from "./_kill.ts";

const encoder = new TextEncoder();
const print = (text: string) => Deno.stdout.writeSync(encoder.encode(text));

const [kills, seed] = [numberOf(Deno.args[0], 200), numberOf(Deno.args[1], Date.now() % 1_000_000)];
print(`Chaos: ${kills} kills, seed ${seed}\n`);
const began = performance.now();
try {
  const { hits, runs, files, rows, faults, slowestPageMs } = await killAgainAndAgain({
    kills,
    seed,
    withFaults: true,
    onSurvived: (kill) => print(kill % 50 === 0 || kill === kills ? `. ${kill}\n` : "."),
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  print(
    `Survived ${kills} kills (${hits.run} in a run, ${hits.after} after one, ${hits.start} in a start) and ` +
      `${faults} kinds of faults in ${seconds} s: ${runs} runs on record, ${rows} rows in ${files} files, none ` +
      `partial, doubled or lost; slowest start to first page ${Math.round(slowestPageMs)} ms\n`,
  );
} catch (error) {
  print(`\nFailed: ${error instanceof Error ? error.message : error}\n`);
  Deno.exitCode = 1;
}

function numberOf(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}
