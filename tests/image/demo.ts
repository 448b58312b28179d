import type { Figure, Report } from "../bench/report.ts";
import { getJson } from "../_api.ts";
import { until } from "../_server.ts";
import { type Container, makeVolume, RANDOM_USER, runToEnd, signal, startContainer } from "./container.ts";
import { exists } from "./contents.ts";
import { crawl } from "./crawl.ts";
import { kept, mib, went } from "./figure.ts";
import { NAMES, podman } from "./podman.ts";
import { COMMIT } from "./prepare.ts";
import { DEMO, runNow, SERVER } from "./settings.ts";

/** podman gives the user a name. */
const PODMANS_OWN = /^(C \/etc|A \/etc\/(passwd|group))?$/;

/** The demo from an empty volume on, as anybody would try the image. */
export async function reportDemo(scratch: string): Promise<Report> {
  const volume = await makeVolume(`${scratch}/demo`);
  const figures: Figure[] = [];
  {
    await using container = await startContainer({ volume, env: DEMO });
    const first = await until(
      "the first run is over",
      async () => (await container.log()).find(({ message }) => message === "Run finished"),
    );
    figures.push(
      {
        what: "empty volume to ready, with a simulated past",
        value: `${(container.readyMs / 1000).toFixed(2)} s`,
      },
      kept("a full run of every dataset", first["status"] === "complete", `${first["rows"]} rows`),
      ...await pages(),
      ...await confinement(container),
      ...await tools(container),
      {
        what: "most memory in all of that",
        value: mib(await container.gauge.peak()),
        beside: "file pages included",
      },
    );
    const { code } = await container.end("SIGTERM");
    figures.push(kept("SIGTERM: status 0", code === 0, `status ${code}`));
  }
  figures.push(await otherUser(volume), await endInStart(scratch));
  return { title: "The demo", figures, notes: [] };
}

async function pages(): Promise<Figure[]> {
  const { pages, others, broken } = await crawl();
  const { commit } = await getJson<{ commit: string }>(SERVER, "/version");
  return [
    kept(
      "every page answers 200",
      broken.length === 0 && pages > 20,
      broken.join(" ") || `${pages} and ${others} files`,
    ),
    kept("/version tells the commit", commit === COMMIT),
  ];
}

/** Tries to write where nothing should be written, and looks at what was. */
async function confinement(container: Container): Promise<Figure[]> {
  const attempt =
    "for (const path of ['/', '/app', '/deno-dir', '/etc', '/usr/local/bin', '/shared', '/var/tmp'])" +
    " try { Deno.writeTextFileSync(path + '/x', ''); console.log(path) } catch { continue }";
  const { code, stdout, stderr } = await container.exec("deno", "eval", attempt);
  const temporary = [...Deno.readDirSync(`/proc/${container.pid}/root/tmp`)].map(({ name }) => name);
  const changes = (await podman("diff", NAMES.container)).split("\n").filter((line) =>
    !PODMANS_OWN.test(line)
  );
  return [
    kept(
      "nothing but /shared/data and /tmp takes a write",
      code === 0 && stdout === "",
      stdout || stderr || "yes",
    ),
    kept(
      "nothing was written elsewhere",
      changes.length + temporary.length === 0,
      [...changes, ...temporary].join(" ") || "yes",
    ),
  ];
}

/** What an operator runs in the pod. */
async function tools({ exec }: Container): Promise<Figure[]> {
  const task = (name: string) => exec("deno", "task", "--quiet", name);
  return [
    went("deno task verify in the container: all sound", await task("verify")),
    went("deno task doctor in the container: nothing wrong", await task("doctor")),
  ];
}

/** A volume that was restored, or moved to another project, comes with the files of another user. */
async function otherUser(volume: string): Promise<Figure> {
  await using container = await startContainer({ volume, env: DEMO, user: RANDOM_USER + 10_000 });
  const { status } = await runNow();
  const { code } = await container.end("SIGTERM");
  return kept(
    "another user of the group goes on with the volume",
    status === "complete" && code === 0,
    status,
  );
}

/** A rollout does not wait for a pod that it replaces to be ready. */
async function endInStart(scratch: string): Promise<Figure> {
  const volume = await makeVolume(`${scratch}/ended`);
  const { code } = await runToEnd({ volume, env: DEMO }, async () => {
    await until("it is at its simulated past", () => exists(`${volume}/demo/.quarterhour`));
    await signal("SIGTERM");
  });
  return kept("SIGTERM while it starts: status 0", code === 0, `status ${code}`);
}
