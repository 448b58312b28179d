import type { Figure, Report } from "../bench/report.ts";
import { ROOT } from "../_server.ts";
import { kept } from "./figure.ts";
import { compressedLayers, factsOf, NAMES, podman } from "./podman.ts";
import { COMMIT, ownLayers } from "./prepare.ts";

/** Layers of the program itself, compressed. */
const OWN_AIM_BYTES = 15_000_000;

const SHELLS = ["sh", "bash", "dash", "ash", "zsh", "busybox", "toybox"];

/** What is in the image, and what is not. */
export async function reportContents(scratch: string): Promise<Report> {
  const facts = await factsOf(NAMES.image);
  const layers = await compressedLayers(NAMES.image, scratch);
  const own = (await ownLayers(layers)).reduce((sum, bytes) => sum + bytes, 0);
  const all = layers.reduce((sum, bytes) => sum + bytes, 0);
  const root = await podman("image", "mount", NAMES.image);
  try {
    return {
      title: "The image",
      figures: [
        {
          what: "the program's own layers, compressed",
          value: mb(own),
          beside: `aim ≤ ${mb(OWN_AIM_BYTES)}`,
          reached: own <= OWN_AIM_BYTES,
        },
        { what: "all layers, compressed", value: mb(all), beside: "base and Deno included" },
        { what: "all layers", value: mb(facts.size) },
        kept("a user by number that is not root, of group 0", /^[1-9]\d*:0$/.test(facts.user), facts.user),
        kept("labels tell version and commit", areTold(facts.labels)),
        ...await absent(root),
      ],
      notes: [],
    };
  } finally {
    await podman("image", "unmount", NAMES.image);
  }
}

function areTold(labels: Readonly<Record<string, string>>): boolean {
  return labels["org.opencontainers.image.revision"] === COMMIT &&
    /^\d+\.\d+\.\d+$/.test(labels["org.opencontainers.image.version"] ?? "");
}

async function absent(root: string): Promise<Figure[]> {
  const program = (name: string) =>
    ["bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin"].map((dir) => `${dir}/${name}`);
  const locked = Object.keys(JSON.parse(await Deno.readTextFile(`${ROOT}/deno.lock`)).npm).map(withoutPeers);
  const wanted = new Set(locked.filter((name) => !/^(@esbuild\+|esbuild@)/.test(name)));
  const packages = (await names(`${root}/app/node_modules/.deno`)).filter((name) => name.includes("@")).map(
    withoutPeers,
  );
  const further = packages.filter((name) => !wanted.delete(name));
  const shells = [];
  for (const path of SHELLS.flatMap(program)) if (await exists(`${root}/${path}`)) shells.push(path);
  const strays = (await filesBelow(`${root}/app`)).filter((path) =>
    /(_test|_bench)\.tsx?$|\/\.env|secrets/.test(path)
  );
  return [
    kept("no shell", shells.length === 0, shells.join(" ") || "none"),
    kept(
      "the packages of deno.lock without the bundler, and no others",
      further.length + wanted.size === 0,
      [...further, ...wanted].join(" ") || String(packages.length),
    ),
    kept("no test, and nobody's settings", strays.length === 0, strays.join(" ") || "none"),
  ];
}

/** The program's own files; packages are looked at by name. */
async function filesBelow(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name === "node_modules") continue;
    if (isDirectory) paths.push(...await filesBelow(`${folder}/${name}`));
    else paths.push(`${folder}/${name}`);
  }
  return paths;
}

/** A package's name and version, as a folder has them; what it was resolved beside is left out. */
function withoutPeers(name: string): string {
  return name.replaceAll("/", "+").replace(/(?<=.@[^_]*)_.*$/, "");
}

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
}

/** Whether there is something of that name. */
export function exists(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, (error) => {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  });
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
