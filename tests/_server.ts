import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A Quarterhour under test: the real program with the permissions of `deno task start`. */
export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  /** The data folder, the demo's subfolder not included. */
  readonly dataPath: string;
  /** Log lines so far, oldest first. */
  readonly log: readonly LogLine[];
  /** Resolves with the first log line, past or future, that matches. */
  logged(message: string, fields?: Readonly<Record<string, unknown>>): Promise<LogLine>;
  /** Sends a signal and waits for the end. */
  stop(signal?: Deno.Signal): Promise<Deno.CommandStatus>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** One line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & {
  readonly message: string;
  readonly level: string;
};

/** Options of {@link startServer}. */
export interface ServerOptions {
  /** Variables beside `PORT=0` and `SHARED_DATA_PATH`; nothing else of the environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default a new temporary folder, removed at the end */
  readonly dataPath?: string;
  /**
   * Through `deno task start`, as a user starts it, in a process group of its own: a signal goes to all of the group.
   * @default false
   */
  readonly asTask?: boolean;
}

/** Longest wait for a condition; a machine under load is slow. */
const PATIENCE_MS = 60_000;

/** Starts the program on a free port and waits until it listens. */
export async function startServer(
  { env = {}, dataPath, asTask = false }: ServerOptions = {},
): Promise<RunningServer> {
  const folder = dataPath ?? await Deno.makeTempDir({ prefix: "quarterhour-" });
  const child = new Deno.Command(Deno.execPath(), {
    args: asTask ? ["task", "--quiet", "start"] : ["run", ...await startFlags(folder), "main.ts"],
    ...settingOf(env, folder),
    detached: asTask,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  const reading = readLog(child.stdout, log, () => waiting.forEach((look) => look()));
  let ended = false;
  child.status.then(() => ended = true);
  // What the process said last may still be on its way when its end is known.
  let heardAll = false;
  const status = Promise.all([child.status, reading]).then(([status]) => {
    heardAll = true;
    waiting.forEach((look) => look());
    return status;
  });
  const logged = (message: string, fields: Readonly<Record<string, unknown>> = {}) =>
    new Promise<LogLine>((resolve, reject) => {
      const timer = setTimeout(
        () => done(() => reject(new Error(`Waited in vain for log line "${message}"`))),
        PATIENCE_MS,
      );
      const look = () => {
        const line = log.find((line) =>
          line.message === message && Object.entries(fields).every(([name, value]) => line[name] === value)
        );
        if (line !== undefined) done(() => resolve(line));
        else if (heardAll) done(() => reject(new Error(`The server ended before it logged "${message}"`)));
      };
      const done = (settle: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        settle();
      };
      waiting.add(look);
      look();
    });
  const stop = async (signal: Deno.Signal = "SIGTERM") => {
    if (!ended) Deno.kill(asTask ? -child.pid : child.pid, signal);
    const result = await status;
    if (dataPath === undefined) await Deno.remove(folder, { recursive: true }).catch(ignoreMissing);
    return result;
  };
  const url = String((await logged("Listening"))["url"]).replace(/\/$/, "");
  return {
    url,
    pid: child.pid,
    dataPath: folder,
    log,
    logged,
    stop,
    [Symbol.asyncDispose]: async () => void await stop("SIGKILL"),
  };
}

/** A program that ended by itself. */
export interface EndedProgram {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program where it cannot start, and waits for its end. */
export async function runToEnd(
  env: Readonly<Record<string, string>>,
  dataPath: string,
): Promise<EndedProgram> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...await startFlags(dataPath), "main.ts"],
    ...settingOf(env, dataPath),
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

/** Starts the program and kills it after a while, most likely before it listens. */
export async function killWhileStarting(
  env: Readonly<Record<string, string>>,
  dataPath: string,
  afterMs: number,
): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...await startFlags(dataPath), "main.ts"],
    ...settingOf(env, dataPath),
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  await child.status;
}

/** The permission flags of the task `start`, for this data folder: what users run is what is tested. */
export async function startFlags(dataPath: string): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
  const flags = /&& deno run (.*) main\.ts$/.exec(tasks.start)?.[1];
  if (flags === undefined) throw new Error(`Cannot read the flags of task "start"`);
  return flags.split(" ").map((flag) => flag.replaceAll('"', "").replaceAll("$DATA", dataPath));
}

/** Resolves when a condition holds; it is asked again and again, never just waited for. */
export async function until<T>(
  what: string,
  condition: () => T | false | undefined | Promise<T | false | undefined>,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function settingOf(env: Readonly<Record<string, string>>, dataPath: string) {
  return {
    cwd: ROOT,
    env: { PORT: "0", ...env, SHARED_DATA_PATH: dataPath, ...inherited() },
    clearEnv: true,
  };
}

/** What Deno itself needs to find its cache. */
function inherited(): Record<string, string> {
  const names = ["HOME", "PATH", "DENO_DIR", "TMPDIR"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

async function readLog(
  stream: ReadableStream<Uint8Array>,
  log: LogLine[],
  onLine: () => void,
): Promise<void> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) log.push(JSON.parse(line));
    onLine();
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
