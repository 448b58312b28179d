import { DATASETS } from "@/lib/datasets/mod.ts";
import { readConfig } from "@/lib/config.ts";
import { seedDemo } from "@/lib/services/demo.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { ROOT, until } from "../_server.ts";
import { ms, type Report } from "./report.ts";
import { median } from "./statistics.ts";

const STARTS = 3;
const PAGE_AIM_MS = 15_000;
const SEED_AIM_MS = 10_000;

/** `deno task start`, from the command to the first page; new folder and known folder. */
export async function benchStart(): Promise<Report> {
  const starts: { first: Start; again: Start; seed: number }[] = [];
  for (let i = 0; i < STARTS; i++) {
    const dir = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
    try {
      starts.push({ first: await start(dir), again: await start(dir), seed: await seed() });
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  }
  const of = (pick: (each: typeof starts[number]) => number) => median(starts.map(pick));
  const page = of(({ first }) => first.page);
  const seeded = of(({ seed }) => seed);
  return {
    title: "Start of the demo: deno task start, dependencies cached",
    figures: [
      { what: "new folder: command to /readyz 200", value: ms(of(({ first }) => first.ready)) },
      {
        what: "new folder: command to the first full page",
        value: ms(page),
        beside: `aim < ${ms(PAGE_AIM_MS)}; seven prices on it`,
        reached: page < PAGE_AIM_MS,
      },
      { what: "new folder: command to the end of the first run", value: ms(of(({ first }) => first.run)) },
      {
        what: "of which the simulated past",
        value: ms(seeded),
        beside: `aim < ${ms(SEED_AIM_MS)}`,
        reached: seeded < SEED_AIM_MS,
      },
      { what: "restart: command to /readyz 200", value: ms(of(({ again }) => again.ready)) },
      { what: "restart: command to the first full page", value: ms(of(({ again }) => again.page)) },
    ],
    notes: [
      `Median of ${STARTS}. The command checks first whether the build is fresh, and resolves the data folder.`,
    ],
  };
}

/** Milliseconds from the command to each of the three. */
interface Start {
  readonly ready: number;
  readonly page: number;
  readonly run: number;
}

async function start(dir: string): Promise<Start> {
  const begin = performance.now();
  const since = () => performance.now() - begin;
  const task = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "start"],
    cwd: ROOT,
    env: {
      DEMO: "true",
      PORT: "0",
      SHARED_DATA_PATH: dir,
      LIVE_TRADES: "off",
      REDIS_HOST: "",
      ADMIN_TOKEN: "",
    },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  let run = NaN;
  const reading = (async () => {
    for await (const chunk of task.stdout.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (Number.isNaN(run) && text.includes('"message":"Run finished"')) run = since();
    }
  })();
  try {
    const url = await until("it listens", () => /"url":"([^"]+)\/"/.exec(text)?.[1]);
    await until("it is ready", async () => {
      const response = await fetch(`${url}/readyz`);
      await response.body?.cancel();
      return response.status === 200;
    });
    const ready = since();
    await until("the page has seven prices", async () => {
      const html = await (await fetch(url)).text();
      return (html.match(/class="price"[^>]*>[\d,.]+</g)?.length ?? 0) >= 7;
    });
    const page = since();
    // A restart within the slot has nothing to run.
    if (text.includes('"message":"Run started"')) await until("the run has ended", () => !Number.isNaN(run));
    return { ready, page, run };
  } finally {
    task.kill("SIGTERM");
    await task.status;
    await reading;
  }
}

/** Milliseconds for the simulated past alone. */
async function seed(): Promise<number> {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  try {
    const store = await Store.open({ dir, datasets: DATASETS, now: Date.now, logger: recorder().logger });
    const { symbols, ingestCron: cron } = readConfig({});
    const begin = performance.now();
    await seedDemo({ store, symbols, cron, market: { hours: "always" }, now: Date.now });
    return performance.now() - begin;
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
