import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IContainer } from "kubernetes-models/v1/Container";
import { type Manifest, ofKind } from "./_manifests.ts";

/** What a change of an ImageStream sets, as the annotation `image.openshift.io/triggers` has it. */
interface Trigger {
  readonly from: { readonly kind: string; readonly name: string };
  readonly fieldPath: string;
}

/** Every reference between these objects that leads nowhere, in words; empty when all of them resolve. */
export function brokenReferences(manifests: readonly Manifest[]): string[] {
  const problems: string[] = [];
  const ids = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  problems.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} is there twice`));
  const want = (from: string, kind: string, name: string | undefined) => {
    if (!ids.includes(`${kind}/${name}`)) {
      problems.push(`${from} names ${kind} "${name}", which is not there`);
    }
  };
  const wantKey = (from: string, kind: "ConfigMap" | "Secret", name: string | undefined, key: string) => {
    want(from, kind, name);
    const there = manifests.find((each) => each.kind === kind && each.metadata.name === name);
    if (there !== undefined && !Object.hasOwn(there.data ?? {}, key)) {
      problems.push(`${from} names key "${key}" of ${kind} "${name}", which has none`);
    }
  };
  const pods = ofKind(manifests, "Deployment").map((deployment) => podOf(deployment));
  const selectedBy = (labels: Readonly<Record<string, string>> | undefined) =>
    pods.filter((pod) => isSelected(pod.labels, labels));
  const wantPods = (from: string, labels: Readonly<Record<string, string>> | undefined) => {
    const found = selectedBy(labels);
    if (found.length === 0) problems.push(`${from} selects no pod`);
    return found.flatMap(({ containers }) => containers).flatMap(({ ports = [] }) => ports);
  };

  for (const { name, labels, selector, spec, containers, triggers } of pods) {
    const from = `Deployment "${name}"`;
    if (!isSelected(labels, selector)) problems.push(`${from} does not select its own pods`);
    want(from, "ServiceAccount", spec?.serviceAccountName);
    const volumes = spec?.volumes ?? [];
    for (const { persistentVolumeClaim, configMap, secret } of volumes) {
      if (persistentVolumeClaim) want(from, "PersistentVolumeClaim", persistentVolumeClaim.claimName);
      if (configMap) want(from, "ConfigMap", configMap.name);
      if (secret) want(from, "Secret", secret.secretName);
    }
    for (const { env = [], envFrom = [], volumeMounts = [], ...container } of containers) {
      for (const { configMapRef, secretRef } of envFrom) {
        if (configMapRef) want(from, "ConfigMap", configMapRef.name);
        if (secretRef) want(from, "Secret", secretRef.name);
      }
      for (const { valueFrom } of env) {
        if (valueFrom?.configMapKeyRef) {
          wantKey(from, "ConfigMap", valueFrom.configMapKeyRef.name, valueFrom.configMapKeyRef.key);
        }
        if (valueFrom?.secretKeyRef) {
          wantKey(from, "Secret", valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.key);
        }
      }
      for (const mount of volumeMounts) {
        if (!volumes.some((volume) => volume.name === mount.name)) {
          problems.push(`${from} mounts volume "${mount.name}", which it has not`);
        }
      }
      for (const port of probedPorts(container)) {
        if (!hasPort(container.ports, port)) {
          problems.push(`${from} probes port "${port}", which is not open`);
        }
      }
    }
    for (const { from: { kind, name: tag }, fieldPath } of triggers) {
      if (kind === "ImageStreamTag") want(from, "ImageStream", tag.split(":")[0]);
      const container = /@\.name=="([^"]+)"/.exec(fieldPath)?.[1];
      if (!containers.some(({ name }) => name === container)) {
        problems.push(`${from} is triggered for container "${container}", which it has not`);
      }
    }
  }
  const services = ofKind(manifests, "Service");
  for (const { metadata, spec } of services) {
    const from = `Service "${metadata?.name}"`;
    const open = wantPods(from, spec?.selector);
    for (const { targetPort, port } of spec?.ports ?? []) {
      if (!hasPort(open, targetPort ?? port)) {
        problems.push(`${from} leads to port "${targetPort}", which is not open`);
      }
    }
  }
  const wantServicePort = (from: string, service: string | undefined, port: string | number | undefined) => {
    want(from, "Service", service);
    const found = services.find(({ metadata }) => metadata?.name === service);
    const has = found?.spec?.ports?.some((each) => each.name === port || each.port === port);
    if (found !== undefined && !has) {
      problems.push(`${from} names port "${port}" of Service "${service}", which has none`);
    }
  };
  for (const { metadata, spec } of ofKind(manifests, "Route")) {
    wantServicePort(`Route "${metadata.name}"`, spec.to.name, spec.port?.targetPort);
  }
  for (const { metadata, spec } of ofKind(manifests, "Ingress")) {
    for (const { http } of spec?.rules ?? []) {
      for (const { backend } of http?.paths ?? []) {
        const { name, port } = backend.service ?? {};
        wantServicePort(`Ingress "${metadata?.name}"`, name, port?.name ?? port?.number);
      }
    }
  }
  for (const { metadata, spec } of ofKind(manifests, "NetworkPolicy")) {
    const from = `NetworkPolicy "${metadata?.name}"`;
    const own = wantPods(from, spec?.podSelector?.matchLabels);
    for (const { from: peers = [], ports = [] } of spec?.ingress ?? []) {
      for (const { podSelector } of peers) if (podSelector) wantPods(from, podSelector.matchLabels);
      for (const { port } of ports) {
        if (!hasPort(own, port)) problems.push(`${from} lets in to port "${port}", which is not open`);
      }
    }
    for (const { to = [], ports = [] } of spec?.egress ?? []) {
      for (const { podSelector } of to) {
        const theirs = podSelector ? wantPods(from, podSelector.matchLabels) : null;
        for (const { port } of ports) {
          if (theirs && !hasPort(theirs, port)) {
            problems.push(`${from} lets out to port "${port}", which is not open`);
          }
        }
      }
    }
  }
  for (const { metadata, spec } of ofKind(manifests, "ServiceMonitor")) {
    const found = services.filter((service) =>
      isSelected(service.metadata?.labels, spec.selector.matchLabels)
    );
    if (found.length !== 1) {
      problems.push(`ServiceMonitor "${metadata?.name}" selects ${found.length} Services`);
    }
    for (const { port } of spec.endpoints ?? []) {
      wantServicePort(`ServiceMonitor "${metadata?.name}"`, found[0]?.metadata?.name, port);
    }
  }
  for (const { metadata, spec } of ofKind(manifests, "BuildConfig")) {
    want(`BuildConfig "${metadata.name}"`, "ImageStream", spec.output.to.name.split(":")[0]);
  }
  for (const { metadata, spec } of ofKind(manifests, "VolumeSnapshot")) {
    want(`VolumeSnapshot "${metadata.name}"`, "PersistentVolumeClaim", spec.source.persistentVolumeClaimName);
  }
  for (const { metadata, spec } of ofKind(manifests, "PersistentVolumeClaim")) {
    if (spec?.dataSource) {
      want(`PersistentVolumeClaim "${metadata?.name}"`, spec.dataSource.kind, spec.dataSource.name);
    }
  }
  return problems;
}

function podOf({ metadata, spec }: IDeployment) {
  const triggers: Trigger[] = JSON.parse(metadata?.annotations?.["image.openshift.io/triggers"] ?? "[]");
  return {
    name: metadata?.name ?? "",
    labels: spec?.template.metadata?.labels ?? {},
    selector: spec?.selector.matchLabels,
    spec: spec?.template.spec,
    containers: [...spec?.template.spec?.initContainers ?? [], ...spec?.template.spec?.containers ?? []],
    triggers,
  };
}

function isSelected(
  labels: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>> | undefined,
): boolean {
  const pairs = Object.entries(wanted ?? {});
  return pairs.length > 0 && pairs.every(([name, value]) => labels?.[name] === value);
}

function probedPorts({ startupProbe, livenessProbe, readinessProbe }: IContainer): (string | number)[] {
  return [startupProbe, livenessProbe, readinessProbe].flatMap((probe) => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
    return port === undefined ? [] : [port];
  });
}

function hasPort(ports: IContainer["ports"], wanted: string | number | undefined): boolean {
  return ports?.some(({ name, containerPort }) => name === wanted || containerPort === wanted) ?? false;
}
