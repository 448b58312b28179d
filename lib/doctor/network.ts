import type { Env } from "./environment.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

/** Settings of the network that Deno itself reads: proxy and certificates. */
export function examineNetwork(env: Env, openClient: () => void = openAndClose): Finding[] {
  return [...proxy(env["HTTPS_PROXY"] ?? "", env["NO_PROXY"] ?? ""), ...certificates(env, openClient)];
}

function proxy(address: string, exceptions: string): Finding[] {
  if (address === "") return [ok("No proxy")];
  const url = URL.parse(address.includes("://") ? address : `http://${address}`);
  if (url === null || url.hostname === "") {
    return [wrong(
      "HTTPS_PROXY is no address: Deno goes past it without a word",
      "Write it as http://host:port",
    )];
  }
  const signedIn = url.username === "" ? "" : ", with a user name";
  const without = exceptions === "" ? "" : `, except for ${exceptions}`;
  return [note(`Calls to the provider go through the proxy ${url.host}${signedIn}${without}`)];
}

function certificates(env: Env, openClient: () => void): Finding[] {
  const isSet = (env["DENO_CERT"] ?? "") !== "";
  try {
    openClient();
    return [ok(isSet ? "DENO_CERT is set and its file can be read" : "Deno's own certificate authorities")];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [wrong(
      `Deno cannot make any call: ${reason}`,
      isSet ? "DENO_CERT must name a file of certificates in PEM form" : "Look at the variables DENO_TLS_…",
    )];
  }
}

/** Deno reads the certificates with its first client, and throws when it cannot. */
function openAndClose(): void {
  Deno.createHttpClient({}).close();
}
