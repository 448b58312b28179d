import {
  App,
  type BuildSnapshot,
  compression,
  csp,
  csrf,
  HttpError,
  type Manifest,
  type Middleware,
  staticFiles,
  trailingSlashes,
} from "fresh";
import { openBbCors } from "@/lib/services/openbb/cors.ts";
import { problemOf } from "@/lib/services/problem.ts";
import type { Services, State } from "@/lib/services/services.ts";
import { settingsOf, withConventions, writeForReaders } from "@/lib/services/settings.ts";

/** The web application over the running parts. */
export function createApp(services: Services, manifest: Manifest, snapshot: BuildSnapshot): App<State> {
  const { logger } = services;
  writeForReaders();
  return new App<State>({
    manifest,
    snapshot,
    reportError: (error, ctx) => logger.error("Request failed", { path: ctx.url.pathname, error }),
  })
    .use((ctx) => {
      ctx.state.services = services;
      ctx.state.isAdmin = false;
      ctx.state.settings = settingsOf(ctx.req);
      return withConventions(ctx.state.settings.conventions, () => ctx.next());
    })
    .use(compression())
    .use(staticFiles())
    .use(trailingSlashes("never"))
    .use(openBbCors(services.store.datasets))
    .use(csp({ useNonce: true }))
    .use(problemsForPrograms)
    .use(csrf())
    .fsRoutes();
}

/** What is refused before a route of the API is reached is told as the API tells it, not as a page. */
const problemsForPrograms: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof HttpError && ctx.url.pathname.startsWith("/api/")) return problemOf(error);
    throw error;
  }
};
