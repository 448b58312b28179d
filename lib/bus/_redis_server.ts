/** A real `redis-server` for tests, on loopback, without persistence. */
export interface RedisServer {
  readonly port: number;
  /** Runs `redis-cli` with these arguments and gives its output. */
  cli(...args: readonly string[]): Promise<string>;
  /** Suspends the process: it accepts connections (the kernel does) and answers nothing. */
  suspend(): void;
  resume(): void;
  /** Ends the process at once, as `kill -9`. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a server and waits until it answers. */
export async function startRedis(
  options: { port?: number; args?: readonly string[] } = {},
): Promise<RedisServer> {
  const { port = freePort(), args = [] } = options;
  const dir = await Deno.makeTempDir();
  const passwordAt = args.indexOf("--requirepass");
  const auth = passwordAt < 0 ? [] : ["--no-auth-warning", "-a", args[passwordAt + 1] ?? ""];
  const spawn = () =>
    new Deno.Command("redis-server", {
      args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", dir, ...args],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  const cli = async (...command: readonly string[]): Promise<string> => {
    const cli = new Deno.Command("redis-cli", {
      args: ["-p", String(port), ...auth, ...command],
      stderr: "piped",
    });
    const { stdout } = await cli.output();
    return new TextDecoder().decode(stdout).trimEnd();
  };
  const answers = () => until(async () => (await cli("ping")) === "PONG", "redis-server answers");
  const kill = async () => {
    try {
      server.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended already
    }
    await server.status;
  };
  let server = spawn();
  await answers();
  return {
    port,
    cli,
    suspend: () => server.kill("SIGSTOP"),
    resume: () => server.kill("SIGCONT"),
    kill,
    restart: async () => {
      await kill();
      server = spawn();
      await answers();
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** A port on which nothing listens now. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Waits until a condition holds; throws when it does not within `timeoutMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 20_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Cannot wait any longer: expected that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
