import { ROOT } from "../_server.ts";
import { factsOf, hasImage, NAMES, podman, run, tryPodman } from "./podman.ts";

/** What Google's distroless images are made of too: no shell, no package manager. */
const BASE_PACKAGES = "base-files,netbase,tzdata,libc6,libgcc-s1,ca-certificates";
const SUITE = "bookworm";

/** The commit that the image is told. */
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/**
 * Makes the base from Debian's packages, and an image with the Deno that runs this; both are kept for the next time.
 * @throws {Error} where the Containerfile is pinned to another Deno
 */
export async function makeBases(scratch: string): Promise<void> {
  const pinned = /^ARG DENO=.*:bin-(.+)$/m.exec(await Deno.readTextFile(`${ROOT}/Containerfile`))?.[1];
  if (pinned !== Deno.version.deno) {
    throw new Error(
      `Run this with Deno ${pinned}, which the Containerfile names; this is ${Deno.version.deno}`,
    );
  }
  if (!await hasImage(NAMES.base)) {
    const tar = `${scratch}/base.tar`;
    await must("mmdebstrap", "--quiet", "--variant=extract", `--include=${BASE_PACKAGES}`, SUITE, tar);
    await podman("import", "--quiet", tar, NAMES.base);
  }
  if (!await hasImage(NAMES.deno)) {
    const folder = `${scratch}/deno`;
    await Deno.mkdir(folder);
    await Deno.copyFile(Deno.execPath(), `${folder}/deno`);
    await must("tar", "--create", `--file=${scratch}/deno.tar`, `--directory=${folder}`, "deno");
    await podman("import", "--quiet", `${scratch}/deno.tar`, NAMES.deno);
  }
}

/**
 * Downloads what the build will ask for, with the same commands, so that the build needs no network.
 * @returns the folder to mount
 */
export async function download(scratch: string): Promise<string> {
  const [project, downloads] = [`${scratch}/project`, `${scratch}/downloads`];
  await Deno.mkdir(project);
  for (const file of ["deno.json", "deno.lock"]) await Deno.copyFile(`${ROOT}/${file}`, `${project}/${file}`);
  for (const args of [["install", "--frozen"], ["remove", "npm:esbuild"]]) {
    const { code, stderr } = await run(Deno.execPath(), args, { cwd: project, env: { DENO_DIR: downloads } });
    if (code !== 0) throw new Error(`deno ${args.join(" ")} failed: ${stderr}`);
  }
  return downloads;
}

/** Builds the image without a network. */
export async function build(downloads: string): Promise<void> {
  const before = new Set(await untagged());
  await podman(
    "build",
    "--network=none",
    `--volume=${downloads}:/downloads:rw`,
    `--build-arg=BASE=${NAMES.base}`,
    `--build-arg=DENO=${NAMES.deno}`,
    `--build-arg=COMMIT=${COMMIT}`,
    `--tag=${NAMES.image}`,
    ROOT,
  );
  // What the build went through is of no use to anybody: the next one has another context.
  for (const id of await untagged()) if (!before.has(id)) await tryPodman("rmi", id);
}

/** Removes what is not worth keeping. */
export async function removeImage(): Promise<void> {
  if (await hasImage(NAMES.image)) await podman("rmi", "--force", NAMES.image);
}

async function untagged(): Promise<string[]> {
  return (await podman("images", "--filter=dangling=true", "--quiet", "--no-trunc")).split("\n").filter(
    Boolean,
  );
}

/** Layers of the image that are neither the base's nor Deno's: what a new version of this program sends over the wire. */
export async function ownLayers(sizes: readonly number[]): Promise<readonly number[]> {
  return sizes.slice((await factsOf(NAMES.base)).layers + 1);
}

async function must(program: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(program, args);
  if (code !== 0) throw new Error(`${program} failed: ${stderr.split("\n").slice(-10).join("\n")}`);
}
