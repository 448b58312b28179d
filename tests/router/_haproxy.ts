import { createHash, generateKeyPairSync } from "node:crypto";
import { freePort } from "@/lib/bus/_redis_server.ts";
import { until } from "../_server.ts";
import { haproxyConfig } from "./_config.ts";
import { backendLines } from "./_route.ts";

const NAMES = ["-addext", "subjectAltName=DNS:localhost"];

/** A request that came to its end, as HAProxy tells it. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  /** 503 while there is no pod. */
  readonly status: number;
  readonly lastedMs: number;
  /**
   * Who ended it and when: `--` as it should; first letter `C` the client left, `S` the server broke it off, `c` and `s`
   * the router did after a timeout of that side.
   */
  readonly end: string;
}

/** HAProxy before the program, as OpenShift's router stands before a Route's pod. */
export interface HaproxyRouter {
  /** `https:`, without a slash at its end; its certificate is signed by nobody. */
  readonly url: string;
  /** Chromium's argument with which it trusts that certificate. */
  readonly trust: string;
  /** Requests that came to their end, oldest first. */
  readonly passed: readonly Passed[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts HAProxy with the values of OpenShift's router before the program at `url`.
 * @param annotations of the Route
 */
export async function startHaproxy(
  url: string,
  annotations: Readonly<Record<string, string>>,
): Promise<HaproxyRouter> {
  const folder = await Deno.makeTempDir({ prefix: "quarterhour-router-" });
  const port = freePort();
  const fingerprint = await makeCertificate(folder);
  const config = haproxyConfig({ port, folder, pod: new URL(url).host, backend: backendLines(annotations) });
  await Deno.writeTextFile(`${folder}/haproxy.cfg`, config);
  const child = new Deno.Command("/usr/sbin/haproxy", {
    args: ["-db", "-f", `${folder}/haproxy.cfg`],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const passed: Passed[] = [];
  const words: string[] = [];
  let ended = false;
  const reading = Promise.all([
    eachLine(child.stdout, (line) => line.startsWith("{") && passed.push(JSON.parse(line))),
    eachLine(child.stderr, (line) => words.push(line)),
  ]);
  child.status.then(() => ended = true);
  await until("HAProxy listens", () => {
    if (ended) throw new Error(`HAProxy ended:\n${words.join("\n")}`);
    return answers(port);
  });
  return {
    url: `https://localhost:${port}`,
    trust: `--ignore-certificate-errors-spki-list=${fingerprint}`,
    passed,
    async [Symbol.asyncDispose]() {
      if (!ended) child.kill("SIGKILL");
      await Promise.all([child.status, reading]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/**
 * Makes a certificate of this router's own and its key, as HAProxy reads them.
 * @returns the hash of its public key, as browsers pin one
 */
async function makeCertificate(folder: string): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  await Deno.writeTextFile(`${folder}/key.pem`, String(key), { mode: 0o600 });
  const { success, stdout, stderr } = await new Deno.Command("openssl", {
    args: ["req", "-x509", "-key", `${folder}/key.pem`, "-days", "2", "-subj", "/CN=localhost", ...NAMES],
  }).output();
  if (!success) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
  await Deno.writeTextFile(`${folder}/router.pem`, new TextDecoder().decode(stdout) + key);
  const der = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("base64");
}

async function answers(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}

async function eachLine(stream: ReadableStream<Uint8Array<ArrayBuffer>>, take: (line: string) => void) {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach((line) => take(line));
  }
}
