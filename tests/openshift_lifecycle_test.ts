import assert from "node:assert/strict";
import { DRAIN_MS } from "@/lib/live/hub.ts";
import { SHUTDOWN_MS } from "@/lib/services/process.ts";
import { quantity } from "./openshift/_guide.ts";
import { named, ofKind } from "./openshift/_manifests.ts";
import { renderAll } from "./openshift/_variants.ts";

const VARIANTS = await renderAll();
/** How long an end may take, as `deno task image:test` measures it under a thousand streams. */
const PROMISED_MS = 10_000;

for (const [name, manifests] of VARIANTS) {
  const pipeline = named(manifests, "Deployment", "data-pipeline");
  const pod = pipeline.spec?.template.spec;

  Deno.test(`Life - in ${name} a pod has longer to end than the program takes`, () => {
    assert.ok(DRAIN_MS + SHUTDOWN_MS < PROMISED_MS);
    // Twice that: the node may be busy, and who is killed has not said goodbye.
    assert.ok(Number(pod?.terminationGracePeriodSeconds) * 1000 >= 2 * PROMISED_MS);
    const redis = named(manifests, "Deployment", "redis").spec?.template.spec;
    assert.ok(Number(redis?.terminationGracePeriodSeconds) >= 5);
  });

  Deno.test(`Life - in ${name} nothing asks for more than its limit, builds included`, () => {
    const all = [
      ...ofKind(manifests, "Deployment").flatMap(({ spec }) => spec?.template.spec?.containers ?? []),
      ...ofKind(manifests, "BuildConfig").map(({ metadata, spec }) => ({ ...spec, name: metadata.name })),
    ];
    for (const { name, resources } of all) {
      for (const [what, limit] of Object.entries(resources?.limits ?? {})) {
        const request = resources?.requests?.[what];
        assert.ok(
          quantity(String(request)) <= quantity(String(limit)),
          `${name}: ${what} ${request} of ${limit}`,
        );
      }
    }
  });

  Deno.test(`Life - in ${name} a pod whose volume takes no writes is still served: its pages say why`, () => {
    const { spec } = named(manifests, "Service", "data-visualization-service");
    assert.equal(spec?.publishNotReadyAddresses, true);
  });

  Deno.test(`Life - in ${name} a large volume changes its group once, not with each start`, () => {
    assert.ok(pod?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined));
    assert.equal(pod?.securityContext?.fsGroupChangePolicy, "OnRootMismatch");
  });

  Deno.test(`Life - in ${name} Redis is Valkey, under BSD, from a registry that is named, in one version`, () => {
    const [redis] = named(manifests, "Deployment", "redis").spec?.template.spec?.containers ?? [];
    assert.match(redis?.image ?? "", /^docker\.io\/valkey\/valkey:8\.\d+\.\d+$/);
  });
}

for (const [name, manifests] of [...VARIANTS].filter(([name]) => !/overlay (kubernetes|prod)/.test(name))) {
  Deno.test(`Life - in ${name} applying again restarts nothing: the server resolves the image's name itself`, () => {
    const { metadata, spec } = named(manifests, "Deployment", "data-pipeline");
    const [container] = spec?.template.spec?.containers ?? [];
    const [trigger] = JSON.parse(metadata?.annotations?.["image.openshift.io/triggers"] ?? "[]");
    assert.equal(container?.image, trigger?.from.name);
    assert.equal(named(manifests, "BuildConfig", "quarterhour").spec.output.to.name, container?.image);
    const stream = named(manifests, "ImageStream", String(container?.image).split(":")[0] ?? "");
    assert.equal(stream.spec?.lookupPolicy?.local, true);
  });
}
