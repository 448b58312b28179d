import type { Report } from "../bench/report.ts";
import { Chance } from "@/lib/simulator/hash.ts";
import { quotes } from "../_api.ts";
import { VolumeWatch } from "../_volume_watch.ts";
import { makeVolume, startContainer } from "./container.ts";
import { kept, went } from "./figure.ts";
import { DEMO, runNow, SERVER, startRun } from "./settings.ts";

const KILLS = 5;

/** kill -9 in runs, and what the next start makes of it. */
export async function reportKills(scratch: string): Promise<Report> {
  const volume = await makeVolume(`${scratch}/killed`);
  const watch = new VolumeWatch(`${volume}/demo`);
  const chance = new Chance("image");
  let runMs = 0;
  {
    await using container = await startContainer({ volume, env: DEMO });
    runMs = (await runNow()).duration_ms;
    await container.end("SIGTERM");
  }
  const before = await watch.check();
  let inRun = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    await using container = await startContainer({ volume, env: DEMO });
    const id = await startRun();
    await new Promise((resolve) => setTimeout(resolve, chance.between(0, runMs)));
    await container.end("SIGKILL");
    // Throws for a row or run that is gone, a partial file, a torn line.
    if (!(await watch.check()).ids.has(id)) inRun++;
  }
  await using container = await startContainer({ volume, env: DEMO });
  const { status } = await runNow();
  const verified = await container.exec("deno", "task", "--quiet", "verify");
  const prices = Object.values(await quotes(SERVER)).map(({ price }) => price);
  await container.end("SIGTERM");
  const after = await watch.check();
  return {
    title: "kill -9 and start again",
    figures: [
      kept(
        `${KILLS} kills, ${inRun} in the middle of a run: no row and no run lost`,
        after.rows >= before.rows,
        `${before.rows} rows, ${after.rows} in the end`,
      ),
      kept("the next run is complete", status === "complete", status),
      went("deno task verify: all sound", verified),
      kept("every symbol has its price", prices.length === 7 && prices.every((price) => price !== null)),
    ],
    notes: [],
  };
}
