import { join } from "node:path";
import { ROOT } from "../_server.ts";
import { build, parseManifests } from "./_kustomize.ts";
import type { Manifest } from "./_manifests.ts";

/** Values as an operator fills them in. */
export const SECRETS = {
  FINNHUB_API_KEY: "c0ffee0123456789",
  ADMIN_TOKEN: "an administrator's token",
  REDIS_PASSWORD: "pass word \"with\" 'quotes' and = signs",
} as const;

/** A copy of openshift/ with secrets filled in; the operator's own are not touched. */
export interface Copy {
  /** Without a slash at its end. */
  readonly path: string;
  /** Renders one of its folders. */
  render(folder?: string): Promise<Manifest[]>;
  /** Makes a folder of the base with components over it; answers its name. */
  compose(...components: readonly string[]): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Copies openshift/ to a temporary folder, with `base/secrets.env` where there are secrets. */
export async function copyOpenshift(
  secrets: Readonly<Record<string, string>> | null = SECRETS,
): Promise<Copy> {
  const path = await Deno.makeTempDir({ prefix: "quarterhour-openshift-" });
  await copyFolder(join(ROOT, "openshift"), path);
  if (secrets !== null) {
    const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
    await Deno.writeTextFile(`${path}/base/secrets.env`, lines.join(""));
  }
  const kubectl = await newKubectl();
  return {
    path,
    render: (folder = ".") => {
      const at = join(path, folder);
      return kubectl ? renderWithKubectl(at) : build(at);
    },
    compose: async (...components) => {
      // Beside the components and not within the base: kustomize refuses circles.
      const folder = `composed-${components.join("-")}`;
      const kustomization = {
        resources: ["../base"],
        components: components.map((name) => `../components/${name}`),
      };
      await Deno.mkdir(join(path, folder));
      await Deno.writeTextFile(join(path, folder, "kustomization.yaml"), JSON.stringify(kustomization));
      return folder;
    },
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** Renders a folder with kubectl. Throws what it says. */
export async function renderWithKubectl(folder: string): Promise<Manifest[]> {
  const { success, stdout, stderr } = await run("kubectl", "kustomize", folder);
  if (!success) throw new Error(stderr.trim());
  return parseManifests(stdout, folder);
}

/** Whether there is a kubectl whose kustomize knows components: 1.21 or later. Debian 12's is 1.20. */
export async function newKubectl(): Promise<boolean> {
  try {
    const { stdout } = await run("kubectl", "version", "--client", "--output", "json");
    const { clientVersion } = JSON.parse(stdout || "{}");
    return Number(clientVersion?.major) > 1 || parseInt(clientVersion?.minor) >= 21;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Runs a program to its end. */
export async function run(program: string, ...args: readonly string[]) {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return { success, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

/** Names of the folders in a folder of openshift/, sorted. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, "openshift", folder)));
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else if (name !== "secrets.env") await Deno.copyFile(join(from, name), join(to, name));
  }
}
