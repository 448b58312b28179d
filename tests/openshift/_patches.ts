import { parse } from "yaml";
import type { Manifest } from "./_manifests.ts";

/** A patch: JSON 6902 for what `target` selects, or the removal of the object that it names. */
export interface Patch {
  readonly target?: { readonly kind: string; readonly name?: string };
  /** YAML. */
  readonly patch: string;
}

interface Operation {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value?: unknown;
}

/** The manifests with a patch applied. Throws on operations and paths that are not known. */
export function patchAll(manifests: readonly Manifest[], { target, patch }: Patch): Manifest[] {
  const parsed: unknown = parse(patch);
  if (!Array.isArray(parsed)) {
    const { $patch, kind, metadata } = parsed as Manifest & { readonly $patch?: string };
    if ($patch !== "delete") {
      throw new Error(`Cannot apply the patch of "${kind}": neither JSON 6902 nor delete`);
    }
    return manifests.filter((each) => each.kind !== kind || each.metadata.name !== metadata.name);
  }
  const selected = ({ kind, metadata }: Manifest) =>
    kind === target?.kind && (target.name === undefined || target.name === metadata.name);
  return manifests.map((manifest) => selected(manifest) ? patched(manifest, parsed) : manifest);
}

function patched(manifest: Manifest, operations: readonly Operation[]): Manifest {
  const copy = structuredClone(manifest);
  for (const { op, path, value } of operations) {
    const keys = path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = keys.pop() ?? "";
    let at: unknown = copy;
    for (const key of keys) at = (at as Record<string, unknown> | undefined)?.[key];
    if (Array.isArray(at) && op === "add") {
      at.splice(last === "-" ? at.length : Number(last), 0, value);
      continue;
    }
    if (typeof at !== "object" || at === null || (op !== "add" && !(last in at))) {
      throw new Error(
        `Cannot ${op} "${path}" of ${manifest.kind} "${manifest.metadata.name}": it is not there`,
      );
    }
    if (op === "remove") delete (at as Record<string, unknown>)[last];
    else (at as Record<string, unknown>)[last] = value;
  }
  // As kustomize does: no annotations left, no field for them.
  if (Object.keys(copy.metadata.annotations ?? { some: "" }).length === 0) delete copy.metadata.annotations;
  return copy;
}
