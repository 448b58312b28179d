/** Names of what the test leaves in podman's storage while it runs, and of the bases it keeps. */
export const NAMES = {
  image: "localhost/quarterhour-image-test:latest",
  container: "quarterhour-image-test-run",
  base: "localhost/quarterhour-image-test-base:bookworm",
  deno: `localhost/quarterhour-image-test-deno:bin-${Deno.version.deno}`,
} as const;

/** crun refuses some hosts where runc runs, and cgroupfs needs no systemd. */
const GLOBAL = ["--runtime", "runc", "--cgroup-manager=cgroupfs"];

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  options: Deno.CommandOptions = {},
): Promise<Said> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    ...options,
  })
    .output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout).trim(), stderr: decoder.decode(stderr).trim() };
}

/**
 * Runs podman and answers what it printed.
 * @throws {Error} with podman's words
 */
export async function podman(...args: readonly string[]): Promise<string> {
  const said = await tryPodman(...args);
  if (said.code !== 0) {
    throw new Error(`podman ${args[0]} failed: ${said.stderr.split("\n").slice(-15).join("\n")}`);
  }
  return said.stdout;
}

/** The same where a failure is an answer too. */
export function tryPodman(...args: readonly string[]): Promise<Said> {
  return run("podman", [...GLOBAL, ...args]);
}

/** Whether there is an image of that name. */
export async function hasImage(name: string): Promise<boolean> {
  return (await tryPodman("image", "exists", name)).code === 0;
}

/** What an image is made of. */
export interface ImageFacts {
  /** Labels by name. */
  readonly labels: Readonly<Record<string, string>>;
  /** `uid:gid`. */
  readonly user: string;
  /** Its number of layers. */
  readonly layers: number;
  /** Bytes, uncompressed. */
  readonly size: number;
}

/** Looks at an image. */
export async function factsOf(name: string): Promise<ImageFacts> {
  const [{ Config, RootFS, Size }] = JSON.parse(await podman("image", "inspect", name));
  return { labels: Config.Labels ?? {}, user: Config.User ?? "", layers: RootFS.Layers.length, size: Size };
}

/**
 * Sizes of an image's layers, lowest first, as a registry keeps them.
 * @param scratch a folder for the copy
 * @returns bytes, compressed
 */
export async function compressedLayers(name: string, scratch: string): Promise<number[]> {
  const dir = `${scratch}/layers`;
  await podman("push", "--quiet", "--compress", name, `dir:${dir}`);
  const { layers } = JSON.parse(await Deno.readTextFile(`${dir}/manifest.json`));
  return layers.map(({ size }: { size: number }) => size);
}
