import {
  App,
  type BuildSnapshot,
  compression,
  csp,
  csrf,
  type Manifest,
  staticFiles,
  trailingSlashes,
} from "fresh";
import type { Services, State } from "@/lib/services/services.ts";

/** The web application over the running parts. */
export function createApp(services: Services, manifest: Manifest, snapshot: BuildSnapshot): App<State> {
  const { logger } = services;
  return new App<State>({
    manifest,
    snapshot,
    reportError: (error, ctx) => logger.error("Request failed", { path: ctx.url.pathname, error }),
  })
    .use((ctx) => {
      ctx.state.services = services;
      ctx.state.isAdmin = false;
      return ctx.next();
    })
    .use(compression())
    .use(staticFiles())
    .use(trailingSlashes("never"))
    .use(csp({ useNonce: true }))
    .use(csrf())
    .fsRoutes();
}
