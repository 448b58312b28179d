import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type { NameReference } from "./_kustomize.ts";
import type { Manifest } from "./_manifests.ts";

/** One ConfigMap or Secret that kustomize makes of files and values. */
export interface Generator {
  readonly name: string;
  readonly behavior?: "merge";
  /** Files of `NAME=value` lines. */
  readonly envs?: readonly string[];
  /** `file`, or `key=file`. */
  readonly files?: readonly string[];
  readonly literals?: readonly string[];
  readonly options?: {
    readonly disableNameSuffixHash?: boolean;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Tells kustomize to leave an object out of what it prints. */
const LOCAL = "config.kubernetes.io/local-config";

/** Adds what a generator makes to `manifests`, or merges it into one that is there; notes in `hashed` whose name gets a hash. */
export async function generate(
  generator: Generator & { readonly kind: "ConfigMap" | "Secret" },
  folder: string,
  manifests: Manifest[],
  hashed: Set<string>,
): Promise<void> {
  const { kind, name, behavior, options } = generator;
  const values = await valuesOf(generator, folder);
  const data = kind === "ConfigMap"
    ? values
    : Object.fromEntries(Object.entries(values).map(([key, text]) => [key, base64(text)]));
  if (behavior === "merge") {
    const there = manifests.find((each) => each.kind === kind && each.metadata.name === name);
    if (there === undefined) throw new Error(`Cannot merge into ${kind} "${name}": there is none`);
    there.data = { ...there.data, ...data };
    return;
  }
  const { labels, annotations } = options ?? {};
  const metadata = { name, ...(labels && { labels }), ...(annotations && { annotations }) };
  const manifest: Manifest = { apiVersion: "v1", kind, metadata, data };
  if (kind === "Secret") manifest.type = "Opaque";
  if (options?.disableNameSuffixHash !== true) hashed.add(idOf(manifest));
  manifests.push(manifest);
}

async function valuesOf({ envs = [], files = [], literals = [] }: Generator, folder: string) {
  const values: Record<string, string> = {};
  const read = (path: string) => Deno.readTextFile(join(folder, path));
  const assign = (line: string) => {
    const at = line.indexOf("=");
    values[line.slice(0, at)] = line.slice(at + 1);
  };
  for (const path of envs) {
    (await read(path)).split("\n").filter((line) => !/^\s*(#|$)/.test(line)).forEach(assign);
  }
  for (const entry of files) {
    const [key = "", path = key] = entry.split("=");
    values[entry.includes("=") ? key : basename(key)] = await read(path);
  }
  literals.forEach(assign);
  return values;
}

/** Adds hashes to the names that want one, and to the references to them; leaves local objects out. */
export function addHashes(
  manifests: readonly Manifest[],
  hashed: ReadonlySet<string>,
  references: readonly NameReference[],
): Manifest[] {
  const names = new Map(
    manifests.filter((manifest) => hashed.has(idOf(manifest)))
      .map((manifest) => [idOf(manifest), `${manifest.metadata.name}-${hashOf(manifest)}`]),
  );
  return manifests.filter(({ metadata }) => metadata.annotations?.[LOCAL] !== "true")
    .map((manifest) => {
      const paths = references.flatMap(({ kind, fieldSpecs }) =>
        fieldSpecs.filter((spec) => spec.kind === manifest.kind).map(({ path }) => ({ kind, path }))
      );
      const renamed = withNames(manifest, "", (kind, name) => names.get(`${kind}/${name}`) ?? name, paths);
      const name = names.get(idOf(manifest)) ?? manifest.metadata.name;
      return { ...renamed, metadata: { ...renamed.metadata, name } };
    });
}

function idOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

/** Where Kubernetes itself has names of ConfigMaps and Secrets. */
const NAMES: Readonly<Record<string, string>> = {
  "configMap/name": "ConfigMap",
  "configMapRef/name": "ConfigMap",
  "configMapKeyRef/name": "ConfigMap",
  "secret/secretName": "Secret",
  "secretRef/name": "Secret",
  "secretKeyRef/name": "Secret",
};

function withNames<T>(
  value: T,
  path: string,
  rename: (kind: string, name: string) => string,
  paths: readonly { readonly kind: string; readonly path: string }[],
): T {
  if (typeof value === "string") {
    const kind = NAMES[path.split("/").slice(-2).join("/")] ?? paths.find((each) => each.path === path)?.kind;
    return (kind === undefined ? value : rename(kind, value)) as T;
  }
  if (Array.isArray(value)) return value.map((each) => withNames(each, path, rename, paths)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      withNames(each, path === "" ? name : `${path}/${name}`, rename, paths),
    ]),
  ) as T;
}

/**
 * kustomize's own (api/hasher): ten characters of the SHA-256 of the object's JSON, without those that could form words.
 * The name is always empty in it.
 */
function hashOf({ kind, type, data }: Manifest): string {
  const sorted = Object.fromEntries(Object.entries(data ?? {}).sort(([a], [b]) => a < b ? -1 : 1));
  const json = JSON.stringify({ data: sorted, kind, name: "", ...(type === undefined ? {} : { type }) })
    .replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const letters: Readonly<Record<string, string>> = { 0: "g", 1: "h", 3: "k", a: "m", e: "t" };
  return createHash("sha256").update(json).digest("hex").slice(0, 10).replace(
    /[013ae]/g,
    (sign) => letters[sign] ?? sign,
  );
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
