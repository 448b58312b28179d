import { parse } from "yaml";
import type { Route } from "../openshift/_openshift_kinds.ts";
import { ROOT } from "../_server.ts";

/** Annotations of the project's own Route. */
export async function routeAnnotations(): Promise<Readonly<Record<string, string>>> {
  const path = `${ROOT}/openshift/base/data-visualization-route.yaml`;
  const route: Route = parse(await Deno.readTextFile(path));
  return route.metadata.annotations ?? {};
}

const PREFIX = "haproxy.router.openshift.io/";

/** What OpenShift's router makes of an annotation of a Route with edge encryption: lines of the route's backend. */
const TRANSLATIONS: Readonly<Record<string, (value: string) => string>> = {
  timeout: (value) => `timeout server ${value}`,
  "timeout-tunnel": (value) => `timeout tunnel ${value}`,
  disable_cookies: () => "",
  hsts_header: (value) => `http-response set-header Strict-Transport-Security '${value}'`,
};

/**
 * A Route's annotations as lines of its backend, after the template of openshift/router 4. Throws a `RangeError` for one
 * that is not known here: whoever adds it says what the router makes of it.
 */
export function backendLines(annotations: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(annotations).map(([name, value]) => {
    const translate = TRANSLATIONS[name.replace(PREFIX, "")];
    if (!name.startsWith(PREFIX) || translate === undefined) {
      throw new RangeError(`Cannot translate annotation "${name}"`);
    }
    return translate(value);
  });
  if (annotations[`${PREFIX}disable_cookies`] !== "true") {
    lines.push("cookie pod insert indirect nocache httponly secure attr SameSite=None");
  }
  return lines.filter((line) => line !== "");
}
