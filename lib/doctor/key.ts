import { count, type Finding, ok, wrong } from "./finding.ts";
import type { ProviderFacts } from "./provider.ts";

/**
 * Whether the provider accepts the key. A 401 speaks of the key only where an endpoint that every plan has says so; the
 * client has asked that one already.
 */
export function examineKey({ status, answers }: ProviderFacts, key: string): Finding[] {
  const which = `The key (${count(key.length, "character")})`;
  const quote = answers.get("/quote");
  if (status.ok || quote?.ok) return [ok(`${which} is accepted`)];
  if (status.kind === "unauthorized" || quote?.kind === "unauthorized") {
    return [wrong(
      `${which} is not accepted by the provider (401)`,
      "Copy it again from the provider's dashboard, whole, without quotes; a key that was renewed replaces the old one",
    )];
  }
  if (status.kind === "rate_limited") {
    return [wrong(
      `${which} could not be judged: the minute's calls are spent (429)`,
      "Another program may use the same key; wait a minute, or give this one a key of its own",
    )];
  }
  return [wrong(`${which} could not be judged. ${status.message}`, adviceFor(status.kind, status.message))];
}

/** What helps against a failure that is not the key's. */
export function adviceFor(kind: string, message: string): string {
  if (/dns error/i.test(message)) {
    return "The name is not known here: look at FINNHUB_BASE_URL, the machine's DNS and HTTPS_PROXY";
  }
  if (/CA file/.test(message)) return "DENO_CERT must name a file of certificates in PEM form";
  if (/certificate|tls/i.test(message)) {
    return "A proxy that opens TLS needs its authority in DENO_CERT";
  }
  switch (kind) {
    case "network":
      return "Nothing answers there: look at FINNHUB_BASE_URL, HTTPS_PROXY and the firewall";
    case "timeout":
      return "The provider, or a firewall on the way, does not answer: try again in a few minutes";
    case "server":
      return "The provider has a bad hour; runs keep the last good data meanwhile";
    case "malformed":
      return "Something else answers at that address: look at FINNHUB_BASE_URL and proxies that ask to sign in";
    case "client":
      return "The address may be wrong: FINNHUB_BASE_URL ends in /api/v1";
    default:
      return "Try again in a few minutes";
  }
}
