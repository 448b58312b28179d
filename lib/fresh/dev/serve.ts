import { join, relative } from "node:path";
import { INPUT_FOLDERS } from "./inputs.ts";
import { MANIFEST_FILE } from "./manifest.ts";

/** Options of `Builder.listen`. */
export interface ListenOptions {
  /**
   * The server's command, run in the project's folder.
   * @default {[Deno.execPath(), "run", "--allow-all", "main.ts"]}
   */
  command?: readonly string[];
  /** Ends the watch and the server. */
  signal?: AbortSignal;
  /**
   * Told about builds, for a person to read.
   * @default {standard error}
   */
  report?: (message: string) => void;
  /**
   * How long files must be quiet before a build, since editors write in several steps.
   * @default {100}
   */
  quietMs?: number;
}

/** A server that does not end by itself on SIGTERM is killed after this time. */
const GRACE_MS = 3_000;

/**
 * Builds and starts the server, then again after every change below the project's source folders, until aborted.
 * A build that fails is reported, and the last server goes on.
 */
export async function serveWhileChanging(
  root: string,
  build: () => Promise<void>,
  {
    command = [Deno.execPath(), "run", "--allow-all", "main.ts"],
    signal,
    report = toStandardError,
    quietMs = 100,
  }: ListenOptions,
): Promise<void> {
  using watcher = Deno.watchFs(await existing(root));
  // The root is watched without its folders: it holds the data and the build's output too.
  using rootWatcher = Deno.watchFs(root, { recursive: false });
  signal?.addEventListener("abort", () => {
    watcher.close();
    rootWatcher.close();
  }, { once: true });
  let server = await restart(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let work = Promise.resolve();
  const follow = async (events: Deno.FsWatcher, isSource: (path: string) => boolean) => {
    for await (const event of events) {
      if (event.kind === "access" || !event.paths.some(isSource)) continue;
      clearTimeout(timer);
      timer = setTimeout(() => {
        work = work.then(async () => void (server = await restart(server)));
      }, quietMs);
    }
  };
  await Promise.all([
    follow(watcher, isSource),
    follow(rootWatcher, (path) => isRootSource(relative(root, path))),
  ]);
  clearTimeout(timer);
  await work;
  await stop(server);

  async function restart(running: Deno.ChildProcess | undefined): Promise<Deno.ChildProcess | undefined> {
    try {
      const started = performance.now();
      await build();
      report(`Built in ${Math.round(performance.now() - started)} ms`);
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
      return running;
    }
    if (signal?.aborted) return running;
    await stop(running);
    const [executable = Deno.execPath(), ...args] = command;
    return new Deno.Command(executable, { args, cwd: root }).spawn();
  }
}

async function stop(server: Deno.ChildProcess | undefined): Promise<void> {
  if (server === undefined) return;
  try {
    server.kill("SIGTERM");
  } catch (error) {
    // It has ended already.
    if (!(error instanceof TypeError)) throw error;
  }
  const timer = setTimeout(() => server.kill("SIGKILL"), GRACE_MS);
  await server.status;
  clearTimeout(timer);
}

async function existing(root: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of INPUT_FOLDERS) {
    try {
      await Deno.stat(join(root, name));
      paths.push(join(root, name));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return paths;
}

function isSource(path: string): boolean {
  return !/[._]test\.[jt]sx?$|\/testdata\/|\/\.[^/]*$|~$/.test(path);
}

// Deno's watchers of one process hear each other's events: a path with a folder is the other one's.
function isRootSource(name: string): boolean {
  return /^[^/\\]+\.(tsx?|json)$/.test(name) && name !== MANIFEST_FILE;
}

function toStandardError(message: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${message}\n`));
}
