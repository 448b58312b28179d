import { VARIABLES } from "@/lib/config.ts";
import { SECRET_NAMES } from "@/lib/config/reader.ts";
import type { Environment } from "./environment.ts";
import { count, type Finding, note, ok, wrong } from "./finding.ts";

/** Shown as set or not set: their values belong to nobody else, or name a place on somebody's machine. */
const UNSHOWN: readonly string[] = [
  ...SECRET_NAMES,
  "REDIS_USERNAME",
  "HTTPS_PROXY",
  "DENO_CERT",
];

/** Whether every variable can be used, and which are set; values only where they are nobody's secret. */
export function examineConfiguration(
  { env, config, problems, unusable, strangers }: Environment,
): Finding[] {
  const set = VARIABLES.flatMap(({ name }) => {
    const value = env[name]?.trim() ?? "";
    if (value === "" || unusable.has(name)) return [];
    return UNSHOWN.includes(name) ? [`${name} (${count(value.length, "character")})`] : [`${name}=${value}`];
  });
  const denos = VARIABLES.filter(({ readByDeno }) => readByDeno).map(({ name }) => name);
  return [
    ...problems.map((problem) => wrong(problem, "The program does not start like this: mend it or unset it")),
    ok(set.length === 0 ? "Nothing is set: the defaults stand" : `Set: ${set.join(", ")}`),
    ...strangers.map((name) =>
      denos.includes(name)
        ? note(`"${name}" in .env has no effect`, "Deno reads it when it starts: set it in the environment")
        : note(`"${name}" in .env means nothing here`, "The README lists the names; look for a typing error")
    ),
    ...(config.demo
      ? [note("The demo: every price is simulated", "Set FINNHUB_API_KEY to see the real market")]
      : []),
  ];
}
