import { type Figure, ms, type Report } from "../bench/report.ts";
import { median } from "../bench/statistics.ts";
import { writeYear } from "../bench/_year.ts";
import { until } from "../_server.ts";
import { metric } from "../_api.ts";
import {
  LIMIT_BYTES,
  makeVolume,
  RANDOM_USER,
  type RunOptions,
  startContainer,
  VOLUME_GROUP,
} from "./container.ts";
import { below, kept, mib, smaller } from "./figure.ts";
import { highest } from "./gauge.ts";
import { run } from "./podman.ts";
import { productionOn, runNow, SERVER, startProvider } from "./settings.ts";
import { openStreams } from "./streams.ts";

const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];
const STARTS = 3;
const READY_AIM_MS = 2_000;
const STREAMS = 500;
const MEMORY_AIM_BYTES = LIMIT_BYTES / 2;
const STREAMS_AT_END = 1_000;
const END_AIM_MS = 10_000;
/** What happens with the streams open: runs, one after the other, and the prices between them. */
const RUNS = 3;

/** A year on the volume: start, memory and end, with the settings of production. */
export async function reportYear(scratch: string): Promise<Report> {
  const volume = await makeVolume(`${scratch}/year`);
  const { quotes } = await fill(volume);
  const provider = await startProvider();
  try {
    const options = { volume, env: productionOn(provider) };
    // The first start finds out what the provider serves, and asks for everything there is.
    const [ready, cpu]: [number[], number[]] = [[], []];
    for (let i = 0; i < STARTS; i++) {
      await using container = await startContainer(options);
      ready.push(container.readyMs);
      cpu.push(container.readyCpuMs);
      if (i === 0) await runNow();
      await container.end("SIGTERM");
    }
    return {
      title: `A year of seven symbols: ${quotes} quotes, a run each quarter of an hour`,
      figures: [
        below(`start to /readyz 200, median of ${STARTS}`, median(ready), READY_AIM_MS),
        { what: "processor time until then", value: ms(median(cpu)), beside: "the same on a busy machine" },
        ...await underLoad(options),
      ],
      notes: [
        `Starts in order: ${
          ready.map((each) => `${Math.round(each)} ms`).join(", ")
        }; podman's and runc's own part is in ` +
        `them. Load of the machine: ${Deno.loadavg().map((load) => load.toFixed(1)).join(", ")}.`,
      ],
    };
  } finally {
    await provider.close();
  }
}

async function underLoad(options: RunOptions): Promise<Figure[]> {
  await using container = await startContainer(options);
  const streams = await openStreams(STREAMS);
  const most = await highest(container.gauge, async () => {
    for (let i = 0; i < RUNS; i++) await runNow();
  });
  const few = streams.open;
  const peak = await container.gauge.peak();
  const further = await openStreams(STREAMS_AT_END - STREAMS);
  await until(
    "the server counts the streams",
    async () => await metric(SERVER, "quarterhour_streams") === STREAMS_AT_END,
  );
  const many = await container.gauge.workingSet();
  const { code, ms: took } = await container.end("SIGTERM");
  await Promise.all([streams.ended, further.ended]);
  return [
    smaller(`working set with ${STREAMS} streams, highest in ${RUNS} runs`, most, MEMORY_AIM_BYTES),
    { what: "the kernel's own peak until then", value: mib(peak), beside: "file pages included" },
    kept("no stream was cut meanwhile", few === STREAMS, `${few} open`),
    {
      what: `working set with ${STREAMS_AT_END} streams`,
      value: mib(many),
      beside: `limit ${mib(LIMIT_BYTES)}`,
    },
    below(`SIGTERM under ${STREAMS_AT_END} streams to the end`, took, END_AIM_MS),
    kept("and its status is 0", code === 0, `status ${code}`),
  ];
}

/** As pods of former days have left it. */
async function fill(dir: string) {
  const quarter = 900_000;
  const end = Math.floor(Date.now() / quarter) * quarter - quarter;
  const year = writeYear({ dir, symbols: SYMBOLS, hours: "always", end, isArchived: true });
  await run("chown", ["--recursive", `${RANDOM_USER}:${VOLUME_GROUP}`, dir]);
  await Deno.chmod(dir, 0o2775);
  return year;
}
