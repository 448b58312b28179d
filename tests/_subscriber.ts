/** What `redis-cli subscribe` prints: an own connection, as any other program's would be. */
export interface Subscriber {
  /** Messages so far, oldest first. */
  readonly heard: readonly string[];
  /** Resolves with the first message, past or future, that matches. */
  next(matches: (text: string) => boolean): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Subscribes to a channel; resolves once Redis has confirmed it. */
export async function subscribed(port: number, channel: string): Promise<Subscriber> {
  const child = new Deno.Command("redis-cli", {
    args: ["-p", String(port), "--json", "subscribe", channel],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  const confirmed = Promise.withResolvers<void>();
  const reading = read(child.stdout, ([kind, , text]) => {
    if (kind === "subscribe") confirmed.resolve();
    if (kind === "message") heard.push(String(text));
    waiting.forEach((look) => look());
  });
  await confirmed.promise;
  return {
    heard,
    next: (matches) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => done(() => reject(new Error("Waited in vain for a message"))),
          PATIENCE_MS,
        );
        const look = () => {
          const found = heard.find(matches);
          if (found !== undefined) done(() => resolve(found));
        };
        const done = (settle: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          settle();
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await reading;
      await child.status;
    },
  };
}

async function read(
  stream: ReadableStream<Uint8Array>,
  onPush: (push: readonly unknown[]) => void,
): Promise<void> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    // It greets first, in words.
    for (const line of lines) if (line.startsWith("[")) onPush(JSON.parse(line));
  }
}
