import { type Gauge, gaugeOf } from "./gauge.ts";
import { NAMES, podman, type Said, tryPodman } from "./podman.ts";

/** A user as OpenShift assigns one: nobody the image knows, of group 0, and of the volume's group. */
export const RANDOM_USER = 1_000_650_000;
/** The volume's group, which OpenShift calls fsGroup. */
export const VOLUME_GROUP = 1_000_650_000;
/** What the pod may take. */
export const LIMIT_BYTES = 512 * 1024 ** 2;

/** Where the container listens, in the network that it shares with the test. */
export const URL_INSIDE = "http://127.0.0.1:8000";

const ASK_MS = 10;
const ASKS_A_LOOK = 200;
const PATIENCE_ASKS = 6_000;

/** How a container is run. */
export interface RunOptions {
  /** The folder that is mounted as `/shared/data`. */
  readonly volume: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default RANDOM_USER */
  readonly user?: number;
}

/** A running container. */
export interface Container extends AsyncDisposable {
  readonly pid: number;
  /** From asking podman to start it until `/readyz` answered 200, podman's own part included, milliseconds. */
  readonly readyMs: number;
  /** Processor time until then, milliseconds. */
  readonly readyCpuMs: number;
  readonly gauge: Gauge;
  /** What it has printed so far: its log lines. */
  log(): Promise<readonly LogLine[]>;
  /** Runs a program inside, as the same user. */
  exec(...command: readonly string[]): Promise<Said>;
  /** Sends a signal and waits for the end. */
  end(name: "SIGTERM" | "SIGKILL"): Promise<{ code: number; ms: number }>;
}

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly message: string };

/** What the platform does to every pod of ours, beside the user. */
const CONFINED = [
  "--network=host", // This process's own network, which has nothing but loopback.
  "--read-only",
  "--read-only-tmpfs=false",
  "--tmpfs=/tmp:size=16m",
  "--cap-drop=ALL",
  "--security-opt=no-new-privileges",
  "--ulimit=nofile=4096:4096",
  "--ulimit=nproc=4096:4096",
  "--cgroupns=private",
  `--memory=${LIMIT_BYTES}`,
  `--memory-swap=${LIMIT_BYTES}`,
];

/** Starts the image and waits until it is ready. */
export async function startContainer(options: RunOptions): Promise<Container> {
  await removeContainer();
  await podman("create", ...argumentsFor(options));
  const began = performance.now();
  await podman("start", NAMES.container);
  await untilReady();
  const readyMs = performance.now() - began;
  const pid = Number(await podman("inspect", "--format={{.State.Pid}}", NAMES.container));
  const gauge = await gaugeOf(pid);
  return {
    pid,
    readyMs,
    readyCpuMs: await gauge.cpuMs(),
    gauge,
    log: async () =>
      (await logsOf()).stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line)),
    exec: (...command) => tryPodman("exec", NAMES.container, ...command),
    end: async (name) => {
      const began = performance.now();
      await signal(name);
      return { code: Number(await podman("wait", NAMES.container)), ms: performance.now() - began };
    },
    [Symbol.asyncDispose]: removeContainer,
  };
}

/**
 * Runs the image where it cannot start, or is not to, and waits for its end.
 * @param meanwhile what happens while it starts
 */
export async function runToEnd(
  options: RunOptions,
  meanwhile: () => Promise<unknown> = nothing,
): Promise<Said> {
  await removeContainer();
  await podman("create", ...argumentsFor(options));
  await podman("start", NAMES.container);
  await meanwhile();
  const code = Number(await podman("wait", NAMES.container));
  return { ...await logsOf(), code };
}

/** Sends a signal to the container. */
export async function signal(name: "SIGTERM" | "SIGKILL"): Promise<void> {
  await podman("kill", `--signal=${name}`, NAMES.container);
}

/** Removes the container, where there is one. */
export async function removeContainer(): Promise<void> {
  await podman("rm", "--force", "--ignore", "--time=0", NAMES.container);
}

/** Makes a folder such as the platform mounts: root's, and open to the volume's group. */
export async function makeVolume(path: string): Promise<string> {
  await Deno.mkdir(path, { recursive: true });
  await Deno.chown(path, 0, VOLUME_GROUP);
  await Deno.chmod(path, 0o2775);
  return path;
}

function argumentsFor({ volume, env = {}, user = RANDOM_USER }: RunOptions): string[] {
  return [
    `--name=${NAMES.container}`,
    `--user=${user}:0`,
    `--group-add=${VOLUME_GROUP}`,
    ...CONFINED,
    `--volume=${volume}:/shared/data`,
    ...Object.entries(env).map(([name, value]) => `--env=${name}=${value}`),
    NAMES.image,
  ];
}

/** Asks often, since the answer is measured, and seldom whether the container is still there, since that costs time. */
async function untilReady(): Promise<void> {
  for (let asked = 1; !await isReady(); asked++) {
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    if (asked % ASKS_A_LOOK !== 0) continue;
    const state = await podman("inspect", "--format={{.State.Status}}", NAMES.container);
    if (state !== "running") throw new Error(`The container ended: ${(await logsOf()).stderr}`);
    if (asked > PATIENCE_ASKS) {
      throw new Error(`The container does not get ready: ${(await logsOf()).stdout}`);
    }
  }
}

async function isReady(): Promise<boolean> {
  try {
    const response = await fetch(`${URL_INSIDE}/readyz`);
    await response.body?.cancel();
    return response.status === 200;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function logsOf(): Promise<Said> {
  return tryPodman("logs", NAMES.container);
}

async function nothing(): Promise<void> {}
