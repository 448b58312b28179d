import { examineClock } from "./clock.ts";
import { examineConfiguration } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { examineFiles } from "./files.ts";
import { type Finding, note, wrong } from "./finding.ts";
import { examineKey } from "./key.ts";
import { examineLimits } from "./limits.ts";
import { examineNetwork } from "./network.ts";
import { examinePlan } from "./plan.ts";
import { askProvider, type ProviderFacts } from "./provider.ts";
import { examineRedis } from "./redis.ts";
import type { Section } from "./report.ts";
import { examineRuns } from "./runs.ts";
import { examineServer } from "./server.ts";
import { examineVersions } from "./versions.ts";
import { examineVolume } from "./volume.ts";

/** All checks, one after the other, each as soon as it is done: what works first, what waits for others last. */
export async function* examineAll(environment: Environment, now: () => number): AsyncGenerator<Section> {
  const { config, env, unusable } = environment;
  yield await section("Versions", () => examineVersions());
  yield await section("Configuration", () => examineConfiguration(environment));
  yield await section("Network", () => examineNetwork(env));
  const volume = unusable.has("SHARED_DATA_PATH") ? [] : [examineVolume, examineFiles];
  yield await section("Volume", async () => {
    const findings: Finding[] = [];
    for (const examine of volume) findings.push(...await examine(config));
    return volume.length > 0 ? findings : [note("Not looked at: SHARED_DATA_PATH cannot be used")];
  });
  if (volume.length > 0) yield await section("Runs", () => examineRuns(config, now()));
  yield await section("Server", () => examineServer(config));
  yield await section("Redis", () => examineRedis(environment));
  yield* examineProvider(environment, now);
}

async function* examineProvider(
  { config, unusable }: Environment,
  now: () => number,
): AsyncGenerator<Section> {
  const bad = [...unusable].filter((name) => name.startsWith("FINNHUB_"));
  const reason = config.demo
    ? "Not asked: the demo's provider is the simulator inside the program"
    : bad.length > 0
    ? `Not asked: ${bad.join(", ")} cannot be used`
    : "";
  if (reason !== "") {
    yield { title: "Key", findings: [note(reason)] };
    return;
  }
  let facts: ProviderFacts | null = null;
  yield await section("Key", async () => {
    facts = await askProvider(config, { now });
    return examineKey(facts, config.finnhub.apiKey);
  });
  if (facts === null) return;
  const known: ProviderFacts = facts;
  yield await section("Plan", () => examinePlan(known));
  yield await section("Limits", () => examineLimits(known, config, now()));
  if (known.seen.length > 0) yield await section("Clock", () => examineClock(known));
}

/** One check's findings; one that breaks off says so and costs no other. */
async function section(
  title: string,
  examine: () => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<Section> {
  try {
    return { title, findings: await examine() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { title, findings: [wrong(`This check broke off. ${reason}`)] };
  }
}
