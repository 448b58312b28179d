import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { type Manifest, ofKind } from "./_manifests.ts";
import type { Labels } from "./_resolver.ts";

type Spec = NonNullable<INetworkPolicy["spec"]>;
type Rule = NonNullable<Spec["egress"]>[number];
type Peer = NonNullable<Rule["to"]>[number];
type Selector = NonNullable<Peer["podSelector"]>;

/** One end of a connection. */
export interface Party {
  /** Of the pod; none for what is no pod. */
  readonly labels?: Labels;
  /** Labels of the namespace it is in; `own` is the project itself, null outside of the cluster. */
  readonly namespace: Labels | "own" | null;
}

/** A connection that somebody would open. */
export interface Connection {
  readonly from: Party;
  readonly to: Party;
  readonly protocol: "TCP" | "UDP";
  /** Of the pod that answers. */
  readonly port: number;
}

/**
 * Whether the project's NetworkPolicies let a connection through, as Kubernetes defines them: a pod that no policy
 * selects may do all, another what any rule of any of its policies allows, and both ends must agree.
 * Throws a `RangeError` on what no policy here uses: addresses, ranges of ports, ports by name.
 */
export function isAllowed(manifests: readonly Manifest[], connection: Connection): boolean {
  const policies = ofKind(manifests, "NetworkPolicy").flatMap(({ spec }) => spec ? [spec] : []);
  const { from, to } = connection;
  const rulesOf = (end: Party, type: "Ingress" | "Egress") =>
    policies.filter(({ podSelector, policyTypes = ["Ingress"] }) =>
      end.namespace === "own" && selects(podSelector, end.labels) && policyTypes.includes(type)
    );
  const leaving = rulesOf(from, "Egress");
  const entering = rulesOf(to, "Ingress");
  return (leaving.length === 0 ||
    leaving.flatMap(({ egress = [] }) => egress).some(({ to: peers, ports }) =>
      matches(peers, ports, to, connection)
    )) &&
    (entering.length === 0 ||
      entering.flatMap(({ ingress = [] }) => ingress).some(({ from: peers, ports }) =>
        matches(peers, ports, from, connection)
      ));
}

function matches(
  peers: readonly Peer[] = [],
  ports: Rule["ports"] = [],
  party: Party,
  { protocol, port }: Connection,
): boolean {
  return (peers.length === 0 || peers.some((peer) => isPeer(peer, party))) &&
    (ports.length === 0 || ports.some((each) => {
      if (typeof each.port === "string" || each.endPort !== undefined) {
        throw new RangeError(`Cannot judge port "${each.port}": expected one number`);
      }
      return (each.protocol ?? "TCP") === protocol && (each.port === undefined || each.port === port);
    }));
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, { labels, namespace }: Party): boolean {
  if (ipBlock !== undefined) throw new RangeError("Cannot judge a block of addresses");
  if (namespace === null) return false;
  const isInPlace = namespaceSelector === undefined
    ? namespace === "own"
    : selects(namespaceSelector, namespace === "own" ? {} : namespace);
  return isInPlace && (podSelector === undefined || selects(podSelector, labels));
}

/** As Kubernetes selects: an empty selector takes everything. */
function selects({ matchLabels = {}, matchExpressions = [] }: Selector = {}, labels: Labels = {}): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== "In") throw new RangeError(`Cannot judge operator "${operator}": expected In`);
      const value = labels[key];
      return value !== undefined && values.includes(value);
    });
}
