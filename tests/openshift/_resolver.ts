import type { IContainer } from "kubernetes-models/v1/Container";
import type { IPodSpec } from "kubernetes-models/v1/PodSpec";
import { type Manifest, ofKind } from "./_manifests.ts";

/** Labels, or what selects by them. */
export type Labels = Readonly<Record<string, string>>;

/** A port by its number or name. */
export type Port = string | number | undefined;

/** The pods that a Deployment makes. */
export interface PodTemplate {
  readonly labels: Labels;
  readonly spec: IPodSpec | undefined;
  readonly containers: readonly IContainer[];
}

/** Follows names from object to object and notes those that lead nowhere. */
export class Resolver {
  /** In words, in the order in which they were met. */
  readonly problems: string[] = [];
  readonly manifests: readonly Manifest[];
  readonly #pods: readonly PodTemplate[];

  constructor(manifests: readonly Manifest[]) {
    this.manifests = manifests;
    this.#pods = ofKind(manifests, "Deployment").map(({ spec }) => ({
      labels: spec?.template.metadata?.labels ?? {},
      spec: spec?.template.spec,
      containers: [...spec?.template.spec?.initContainers ?? [], ...spec?.template.spec?.containers ?? []],
    }));
  }

  /** Notes `problem` unless `holds`. */
  expect(holds: boolean, problem: string): void {
    if (!holds) this.problems.push(problem);
  }

  /** Wants an object, and in a ConfigMap or Secret this key. */
  want(from: string, kind: string, name: string | undefined, key?: string): void {
    const found = this.manifests.find((each) => each.kind === kind && each.metadata.name === name);
    this.expect(found !== undefined, `${from} names ${kind} "${name}", which is not there`);
    if (found === undefined || key === undefined) return;
    this.expect(
      Object.hasOwn(found.data ?? {}, key),
      `${from} names key "${key}" of ${kind} "${name}", which has none`,
    );
  }

  /** Wants pods with these labels; answers the ports that they open. */
  wantPods(from: string, labels: Labels | undefined): NonNullable<IContainer["ports"]> {
    const found = this.#pods.filter((pod) => isSelected(pod.labels, labels));
    this.expect(found.length > 0, `${from} selects no pod`);
    return found.flatMap(({ containers }) => containers).flatMap(({ ports = [] }) => ports);
  }

  /** Wants a Service and this port of it. */
  wantServicePort(from: string, service: string | undefined, port: Port): void {
    this.want(from, "Service", service);
    const found = ofKind(this.manifests, "Service").find(({ metadata }) => metadata?.name === service);
    this.expect(
      found === undefined ||
        (found.spec?.ports?.some((each) => each.name === port || each.port === port) ?? false),
      `${from} names port "${port}" of Service "${service}", which has none`,
    );
  }
}

/** Whether labels have all pairs that are wanted; nothing wanted selects nothing. */
export function isSelected(labels: Labels | undefined, wanted: Labels | undefined): boolean {
  const pairs = Object.entries(wanted ?? {});
  return pairs.length > 0 && pairs.every(([name, value]) => labels?.[name] === value);
}

/** Whether one of these ports has this number or name. */
export function hasPort(ports: IContainer["ports"], wanted: Port): boolean {
  return ports?.some(({ name, containerPort }) => name === wanted || containerPort === wanted) ?? false;
}
