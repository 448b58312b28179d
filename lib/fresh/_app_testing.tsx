import { App, HttpError, type PageProps } from "./mod.ts";
import { emptyManifest, type RouteModule } from "./manifest.ts";

/** An app of route files; `seen` collects what was reported. */
export function appOf(routes: Record<string, RouteModule>, seen: unknown[] = []): App<unknown> {
  const manifest = { ...emptyManifest, routes };
  return new App<unknown>({ manifest, reportError: (error) => seen.push(error) }).fsRoutes();
}

/** Asks an app without a socket. */
export function get(app: App<unknown>, path: string, init?: RequestInit): Promise<Response> {
  return app.handler()(new Request("http://localhost" + path, init));
}

/** A route that answers with a text. */
export const text = (body: string) => ({ handler: () => new Response(body) });

/** A document around every page. */
export const APP = {
  default: ({ Component }: PageProps) => (
    <html lang="en">
      <head>
        <title>App</title>
      </head>
      <body>
        <Component />
      </body>
    </html>
  ),
};

/** A layout that is told by its class. */
export const layout = (name: string, config: Record<string, unknown> = {}) => ({
  config,
  default: ({ Component }: PageProps) => (
    <div class={name}>
      <Component />
    </div>
  ),
});

/** An error page that is told by its class. */
export const ERROR_PAGE = (name: string) => ({
  default: ({ error }: PageProps) => (
    <p class={name}>{error instanceof HttpError ? `${error.status} ${error.message}` : "hidden"}</p>
  ),
});
