import { ROOT } from "../_server.ts";

/** A simulator in a process of its own. */
export interface SimulatorProcess extends AsyncDisposable {
  readonly baseUrl: string;
}

/** Starts one and waits for its address. */
export async function startSimulatorProcess(callsPerMinute: number): Promise<SimulatorProcess> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-net=127.0.0.1",
      "lib/simulator/main.ts",
      "--calls-per-minute",
      String(callsPerMinute),
    ],
    cwd: ROOT,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  if (value === undefined) throw new Error("The simulator's process ended before it gave its address");
  const { baseUrl } = JSON.parse(value);
  return {
    baseUrl,
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await reader.cancel();
      await process.status;
    },
  };
}
