import assert from "node:assert/strict";
import { type Manifest, titleOf } from "./openshift/_manifests.ts";
import { copyOpenshift } from "./openshift/_render.ts";
import { COMPONENTS } from "./openshift/_variants.ts";

/** Files in which an operator takes away hashes, and the two ways to do it. */
const FILES = ["kustomization.yaml", "overlays/prod/kustomization.yaml"] as const;
const HASHES = ["#", "# "] as const;
/** A commented component's line: what is before its name, and the name. */
const LINE = /^# +- (\S*components\/([a-z-]+))$/gm;

/** In what order a renderer prints is its own affair. */
function byTitle(manifests: readonly Manifest[]): Manifest[] {
  return manifests.toSorted((a, b) => titleOf(a) < titleOf(b) ? -1 : 1);
}

for (const file of FILES) {
  const folder = file.replace(/\/?kustomization\.yaml$/, "") || ".";

  Deno.test(`Choices - ${file} offers every component, each on a line of its own`, async () => {
    await using copy = await copyOpenshift();
    const text = await Deno.readTextFile(`${copy.path}/${file}`);
    assert.deepEqual([...text.matchAll(LINE)].map(([, , name]) => name).sort(), COMPONENTS);
  });

  for (const hash of HASHES) {
    Deno.test(`Choices - in ${file} each component is there once its "${hash}" is taken away, alone and with all others`, async () => {
      await using copy = await copyOpenshift();
      const text = await Deno.readTextFile(`${copy.path}/${file}`);
      const without = (await copy.render(folder)).map((each) => JSON.stringify(each));
      for (const chosen of [...COMPONENTS.map((name) => [name]), COMPONENTS]) {
        const edited = text.replace(
          LINE,
          (line, _, name) => chosen.includes(name) ? line.slice(hash.length) : line,
        );
        assert.notEqual(edited, text);
        await Deno.writeTextFile(`${copy.path}/${file}`, edited);
        const manifests = await copy.render(folder);
        const changed = manifests.filter((each) => !without.includes(JSON.stringify(each))).map(titleOf);
        assert.ok(changed.length > 0, `${chosen} changes nothing`);
        if (folder !== ".") continue;
        const composed = await copy.render(await copy.compose(...chosen));
        assert.deepEqual(byTitle(manifests), byTitle(composed), String(chosen));
        await Deno.remove(`${copy.path}/composed-${chosen.join("-")}`, { recursive: true });
      }
    });
  }
}
