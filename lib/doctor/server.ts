import type { Config } from "@/lib/config.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

/** Longest wait for a process on this machine, milliseconds. */
const ANSWER_MS = 3_000;

/** What answers on the port, if anything does: this program, another one, or nobody. */
export async function examineServer({ host, port }: Config): Promise<Finding[]> {
  if (port === 0) return [ok("PORT=0: the pages take any free port")];
  const name = host === "0.0.0.0"
    ? "127.0.0.1"
    : host === "::"
    ? "[::1]"
    : host.includes(":")
    ? `[${host}]`
    : host;
  let response: Response;
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    response = await fetch(`http://${name}:${port}/readyz`, { signal, redirect: "manual" });
  } catch (error) {
    return [
      error instanceof DOMException && error.name === "TimeoutError"
        ? note(`Something holds port ${port} and does not answer`, "Stop it, or set PORT to another one")
        : ok(`Nothing runs on port ${port}: it is free`),
    ];
  }
  const failing = failingChecks(await textOf(response));
  if (failing === null) {
    return [note(`Another program answers on port ${port}`, "Stop it, or set PORT to another one")];
  }
  return [
    failing.length === 0 ? ok(`This program runs on port ${port} and is ready`) : wrong(
      `This program runs on port ${port} and is not ready: ${failing.join("; ")}`,
      "Its log says more",
    ),
  ];
}

/** The conditions that do not hold, from the answer of `/readyz`; null when it is not one of ours. */
function failingChecks(text: string): string[] | null {
  try {
    const { ready, checks } = JSON.parse(text);
    if (typeof ready !== "boolean" || !Array.isArray(checks)) return null;
    return checks.filter(({ ok }) => ok !== true).map(({ name, detail }) => `${name} (${detail})`);
  } catch {
    // Not JSON, or not of that shape: not ours.
    return null;
  }
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    // It broke off in the middle, as this program's answer would not.
    return "";
  }
}
