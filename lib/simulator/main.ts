import process from "node:process";
import { parseArgs } from "node:util";
import { type SimulatorOptions, startSimulator } from "./simulator.ts";

const FLAGS = {
  port: { type: "string" },
  seed: { type: "string" },
  plan: { type: "string" },
  hours: { type: "string" },
  key: { type: "string" },
  "calls-per-minute": { type: "string" },
} as const;

/** Reads the command's flags. Throws TypeError for an unknown flag or a value out of place. */
export function optionsOf(args: readonly string[]): SimulatorOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const number = (name: "port" | "seed" | "calls-per-minute", least: number): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text) || Number(text) < least) {
      throw new TypeError(`Cannot read --${name}: "${text}", expected a whole number from ${least}`);
    }
    return Number(text);
  };
  const choice = <T extends string>(name: "plan" | "hours", choices: readonly T[]): T | undefined => {
    const text = values[name];
    const chosen = choices.find((each) => each === text);
    if (text !== undefined && chosen === undefined) {
      throw new TypeError(`Cannot read --${name}: "${text}", expected ${choices.join(" or ")}`);
    }
    return chosen;
  };
  const port = number("port", 0), seed = number("seed", 0), callsPerMinute = number("calls-per-minute", 1);
  const plan = choice("plan", ["free", "premium"]), hours = choice("hours", ["always", "exchange"]);
  return {
    ...(port !== undefined && { port }),
    ...(seed !== undefined && { seed }),
    ...(plan !== undefined && { plan }),
    ...(hours !== undefined && { hours }),
    ...(values.key !== undefined && { key: values.key }),
    ...(callsPerMinute !== undefined && { callsPerMinute }),
  };
}

/** Starts the simulator alone, prints its addresses as one line of JSON, and serves until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const simulator = await startSimulator(optionsOf(Deno.args));
  const { baseUrl, wsUrl } = simulator;
  process.stdout.write(`${JSON.stringify({ baseUrl, wsUrl })}\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) Deno.addSignalListener(signal, resolve);
  });
  await simulator.close();
  Deno.exit(0);
}

if (import.meta.main) await main();
