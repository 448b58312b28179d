import { ofKind } from "./_manifests.ts";
import { hasPort, isSelected, type Resolver } from "./_resolver.ts";

/** Follows a request's way: Route or Ingress, Service, pod; and what the NetworkPolicies let through on it. */
export function followTraffic(resolver: Resolver): void {
  const { manifests } = resolver;
  for (const { metadata, spec } of ofKind(manifests, "Route")) {
    resolver.wantServicePort(`Route "${metadata.name}"`, spec.to.name, spec.port?.targetPort);
  }
  for (const { metadata, spec } of ofKind(manifests, "Ingress")) {
    for (const { backend } of spec?.rules?.flatMap(({ http }) => http?.paths ?? []) ?? []) {
      const { name, port } = backend.service ?? {};
      resolver.wantServicePort(`Ingress "${metadata?.name}"`, name, port?.name ?? port?.number);
    }
  }
  const services = ofKind(manifests, "Service");
  for (const { metadata, spec } of services) {
    const from = `Service "${metadata?.name}"`;
    const open = resolver.wantPods(from, spec?.selector);
    for (const { targetPort, port } of spec?.ports ?? []) {
      const wanted = targetPort ?? port;
      resolver.expect(hasPort(open, wanted), `${from} leads to port "${wanted}", which is not open`);
    }
  }
  for (const { metadata, spec } of ofKind(manifests, "ServiceMonitor")) {
    const from = `ServiceMonitor "${metadata?.name}"`;
    const found = services.filter((each) => isSelected(each.metadata?.labels, spec.selector.matchLabels));
    resolver.expect(found.length === 1, `${from} selects ${found.length} Services`);
    for (const { port } of spec.endpoints ?? []) {
      resolver.wantServicePort(from, found[0]?.metadata?.name, port);
    }
  }
  followPolicies(resolver);
}

function followPolicies(resolver: Resolver): void {
  for (const { metadata, spec } of ofKind(resolver.manifests, "NetworkPolicy")) {
    const from = `NetworkPolicy "${metadata?.name}"`;
    const own = resolver.wantPods(from, spec?.podSelector?.matchLabels);
    for (const { from: peers = [], ports = [] } of spec?.ingress ?? []) {
      for (const { podSelector } of peers) if (podSelector) resolver.wantPods(from, podSelector.matchLabels);
      for (const { port } of ports) {
        resolver.expect(hasPort(own, port), `${from} lets in to port "${port}", which is not open`);
      }
    }
    for (const { to = [], ports = [] } of spec?.egress ?? []) {
      for (const { podSelector } of to) {
        if (!podSelector) continue;
        const theirs = resolver.wantPods(from, podSelector.matchLabels);
        for (const { port } of ports) {
          resolver.expect(hasPort(theirs, port), `${from} lets out to port "${port}", which is not open`);
        }
      }
    }
  }
}
