import { dirname, join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import type { Manifest } from "./_manifests.ts";
import { addHashes, generate, type Generator } from "./_generators.ts";
import { type Patch, patchAll } from "./_patches.ts";

/** A kustomization.yaml, as far as ours go. */
interface Kustomization {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly configurations?: readonly string[];
  readonly configMapGenerator?: readonly Generator[];
  readonly secretGenerator?: readonly Generator[];
  readonly labels?: readonly { readonly pairs: Readonly<Record<string, string>> }[];
  readonly images?: readonly Image[];
  readonly patches?: readonly Patch[];
}

interface Image {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
}

/** Where names of generated objects stand, beside the places that kustomize knows. */
export interface NameReference {
  readonly kind: string;
  readonly fieldSpecs: readonly { readonly kind: string; readonly path: string }[];
}

interface Accumulated {
  manifests: Manifest[];
  readonly references: NameReference[];
  /** `Kind/name` of what gets a hash of its content at the end of its name. */
  readonly hashed: Set<string>;
}

const KNOWN = new Set([
  "apiVersion",
  "kind",
  "namespace",
  "resources",
  "components",
  "configurations",
  "configMapGenerator",
  "secretGenerator",
  "labels",
  "images",
  "patches",
]);

/**
 * Renders a folder as `kubectl kustomize` does: the part of kustomize that openshift/ uses, for machines that have no
 * kubectl, or one as old as Debian 12's, which knows no components. Throws on what it does not know.
 */
export async function build(folder: string): Promise<Manifest[]> {
  const all = nothing();
  await accumulate(folder, all);
  return addHashes(all.manifests, all.hashed, all.references);
}

function nothing(): Accumulated {
  return { manifests: [], references: [], hashed: new Set() };
}

async function accumulate(folder: string, into: Accumulated): Promise<void> {
  const path = join(folder, "kustomization.yaml");
  const kustomization: Kustomization = parse(await Deno.readTextFile(path));
  const unknown = Object.keys(kustomization).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) throw new Error(`Cannot render "${path}": "${unknown}" is not known here`);
  // A component works on what its user has so far; anything else has a world of its own.
  const own: Accumulated = kustomization.kind === "Component" ? into : nothing();
  for (const resource of kustomization.resources ?? []) {
    const at = join(folder, resource);
    if ((await Deno.stat(at)).isDirectory) await accumulate(at, own);
    else own.manifests.push(...await readManifests(at));
  }
  for (const component of kustomization.components ?? []) await accumulate(join(folder, component), own);
  for (const file of kustomization.configurations ?? []) {
    own.references.push(...parse(await Deno.readTextFile(join(folder, file))).nameReference);
  }
  const generators = [
    ...(kustomization.configMapGenerator ?? []).map((each) => ({ ...each, kind: "ConfigMap" as const })),
    ...(kustomization.secretGenerator ?? []).map((each) => ({ ...each, kind: "Secret" as const })),
  ];
  for (const generator of generators) await generate(generator, folder, own.manifests, own.hashed);
  for (const patch of kustomization.patches ?? []) own.manifests = patchAll(own.manifests, patch);
  own.manifests = own.manifests.map((manifest) => transformed(manifest, kustomization));
  if (own !== into) {
    into.manifests.push(...own.manifests);
    into.references.push(...own.references);
    own.hashed.forEach((id) => into.hashed.add(id));
  }
}

/** The YAML documents of a file. */
export async function readManifests(path: string): Promise<Manifest[]> {
  return parseManifests(await Deno.readTextFile(path), dirname(path));
}

/** The YAML documents of a text; `place` is for the message of the error that is thrown where it is not YAML. */
export function parseManifests(text: string, place: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new SyntaxError(`Cannot read YAML of "${place}": ${error.message}`);
    return document.toJS();
  });
}

/** With the kustomization's labels, namespace and images. */
function transformed(manifest: Manifest, { labels = [], namespace, images = [] }: Kustomization): Manifest {
  const metadata = { ...manifest.metadata };
  if (namespace !== undefined) metadata.namespace = namespace;
  const pairs = Object.assign({}, ...labels.map(({ pairs }) => pairs));
  if (labels.length > 0) metadata.labels = { ...metadata.labels, ...pairs };
  return withImages({ ...manifest, metadata }, images);
}

function withImages<T>(value: T, images: readonly Image[]): T {
  if (Array.isArray(value)) return value.map((each) => withImages(each, images)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const image = name === "image" && typeof each === "string"
        ? images.find((image) => each === image.name || each.startsWith(`${image.name}:`))
        : undefined;
      return [name, image === undefined ? withImages(each, images) : imageText(String(each), image)];
    }),
  ) as T;
}

function imageText(old: string, { name, newName = name, newTag, digest }: Image): string {
  if (digest !== undefined) return `${newName}@${digest}`;
  return newTag === undefined ? newName + old.slice(name.length) : `${newName}:${newTag}`;
}
