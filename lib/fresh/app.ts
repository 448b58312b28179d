import { type Command, mounted, segmentsOf } from "./commands.ts";
import { Context } from "./context.ts";
import { HttpError, statusOf } from "./error.ts";
import { type Method, METHODS } from "./handlers.ts";
import { withHeaders } from "./headers.ts";
import { emptyManifest, type Manifest } from "./manifest.ts";
import { type BuildSnapshot, emptySnapshot } from "./snapshot.ts";
import { buildTable } from "./table.ts";
import { createPageRenderer } from "./render/page.ts";
import { runMiddlewares } from "./run.ts";
import type { LayoutConfig, Middleware, ResolvedFreshConfig, Route, RouteComponent } from "./types.ts";

/** What an app is made of. Upstream Fresh loads routes and build by itself; here they are passed in. */
export interface FreshConfig<State = unknown> {
  /** Routes and islands, from `fresh.gen.ts`. @default none */
  readonly manifest?: Manifest;
  /** What the build left, from `loadSnapshot()`. @default none */
  readonly snapshot?: BuildSnapshot;
  /**
   * Told of everything thrown that is answered with a 5xx, whichever page shows it.
   *
   * @default nobody is told
   */
  readonly reportError?: (error: unknown, ctx: Context<State>) => void;
}

/** What `Deno.serve` takes. */
export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>;

/** For requests that did not come over a socket, as in tests. */
const LOCAL_INFO: Deno.ServeHandlerInfo<Deno.NetAddr> = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
  completed: Promise.resolve(),
};

/** An application: answers requests with its middlewares, handlers and file routes, applied in the order given. */
export class App<State> {
  /** How the app runs. */
  readonly config: ResolvedFreshConfig;
  readonly #commands: Command<State>[] = [];
  readonly #manifest: Manifest;
  readonly #snapshot: BuildSnapshot;
  readonly #reportError: (error: unknown, ctx: Context<State>) => void;

  constructor(config: FreshConfig<State> = {}) {
    const { manifest = emptyManifest, snapshot = emptySnapshot, reportError = () => {} } = config;
    this.#manifest = manifest;
    this.#snapshot = snapshot;
    this.#reportError = reportError;
    this.config = {
      root: new URL(".", manifest.baseUrl).href,
      basePath: "",
      mode: snapshot.dev ? "development" : "production",
    };
  }

  /** Adds middlewares, for everything or below a path. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(...args: (string | Middleware<State>)[]): this {
    const path = typeof args[0] === "string" ? args[0] : "*";
    const middlewares = args.filter((arg) => typeof arg === "function");
    return this.#add({ kind: "use", at: segmentsOf(path), middlewares });
  }

  /** Answers `GET` (and `HEAD`) at a path. */
  get(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["GET"], path, middlewares);
  }

  /** Answers `POST` at a path. */
  post(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["POST"], path, middlewares);
  }

  /** Answers `PUT` at a path. */
  put(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["PUT"], path, middlewares);
  }

  /** Answers `PATCH` at a path. */
  patch(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["PATCH"], path, middlewares);
  }

  /** Answers `DELETE` at a path. */
  delete(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["DELETE"], path, middlewares);
  }

  /** Answers `HEAD` at a path. */
  head(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(["HEAD"], path, middlewares);
  }

  /** Answers every method at a path. */
  all(path: string, ...middlewares: Middleware<State>[]): this {
    return this.#handle(METHODS, path, middlewares);
  }

  /** Answers at a path with a page. */
  route(path: string, route: Route<State>): this {
    return this.#add({ kind: "route", at: segmentsOf(path), pattern: path, route });
  }

  /** Wraps every page. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ kind: "app", component });
  }

  /** Wraps the pages below a path. */
  layout(path: string, component: RouteComponent<State>, config: LayoutConfig = {}): this {
    return this.#add({ kind: "layout", at: segmentsOf(path), component, config });
  }

  /** Shows what was thrown below a path. */
  onError(path: string, page: Route<State> | Middleware<State>): this {
    return this.#add({ kind: "error", at: segmentsOf(path), route: asRoute(page) });
  }

  /** Answers whatever is a 404. */
  notFound(page: Route<State> | Middleware<State>): this {
    return this.#add({ kind: "notFound", route: asRoute(page) });
  }

  /** Puts the file routes of the manifest here. */
  fsRoutes(): this {
    return this.#add({ kind: "files" });
  }

  /**
   * Adds the middlewares and handlers of another app below a path.
   *
   * @throws {TypeError} when the other app has file routes
   */
  mountApp(path: string, app: App<State>): this {
    for (const command of app.#commands) this.#add(mounted(command, path));
    return this;
  }

  /**
   * The function that answers requests, for `Deno.serve` and for tests.
   *
   * @throws {SyntaxError | TypeError} when a route file is not as it should be
   */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const { router, fallback } = buildTable(this.#commands, this.#manifest);
    const renderPage = createPageRenderer(this.#manifest, this.#snapshot);
    return async (req, info = LOCAL_INFO) => {
      const url = URL.parse(req.url);
      // The server puts whatever the client calls its host in front of the path: it may be none, or hold half a path.
      if (url === null || NO_HOST.test(req.headers.get("host") ?? "")) {
        return new Response(null, { status: 400 });
      }
      // `//evil.example` must never be read as a host by a redirect built from it.
      url.pathname = url.pathname.replace(/\/{2,}/g, "/");
      const { target, sibling, pattern, params, allowed } = router.match(req.method, url.pathname);
      const failures = new Set<unknown>();
      const last = () => noTarget(req.method, pattern, allowed);
      const ctx = new Context<State>({
        req,
        url,
        info,
        params,
        route: pattern,
        config: this.config,
        next: last,
        surroundings: {
          app: null,
          layouts: [],
          nonce: undefined,
          failures,
          snapshot: this.#snapshot,
          renderPage,
        },
      });
      // An unsupported method is refused in the same surroundings in which the others are answered.
      const middlewares = target === undefined
        ? sibling?.around ?? fallback
        : [...target.around, ...target.answer];
      let response: Response;
      try {
        response = await runMiddlewares(ctx, middlewares, last);
      } catch (error) {
        failures.add(error);
        response = plainError(error);
      }
      for (const error of failures) {
        if (statusOf(error) >= 500) this.#reportError(error, ctx);
      }
      if (response.status === 405 && !response.headers.has("allow")) {
        response = withHeaders(response, (headers) => headers.set("allow", allowed.join(", ")));
      }
      return req.method === "HEAD" ? await withoutBody(response) : response;
    };
  }

  /**
   * Serves the app and hands back the server, so that it can be shut down.
   *
   * @param options as `Deno.serve` takes them; nothing is printed unless `onListen` does
   */
  // deno-lint-ignore require-await
  async listen(options: ListenOptions = {}): Promise<Deno.HttpServer<Deno.NetAddr>> {
    return Deno.serve({ onListen: () => {}, ...options }, this.handler());
  }

  #handle(methods: readonly Method[], path: string, middlewares: readonly Middleware<State>[]): this {
    return this.#add({ kind: "handler", at: segmentsOf(path), pattern: path, methods, middlewares });
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }
}

const NO_HOST = /[/?#@\\]/;

function asRoute<State>(page: Route<State> | Middleware<State>): Route<State> {
  return typeof page === "function" ? { handler: page } : page;
}

// deno-lint-ignore require-await
async function noTarget(
  method: string,
  pattern: string | null,
  allowed: readonly Method[],
): Promise<Response> {
  if (pattern === null) throw new HttpError(404);
  if (method === "OPTIONS") {
    return new Response(null, { status: 204, headers: { allow: allowed.join(", ") } });
  }
  throw new HttpError(405);
}

// Only an HttpError's message was written for the visitor.
function plainError(error: unknown): Response {
  const message = error instanceof HttpError ? error.message : "Internal Server Error";
  return new Response(message, { status: statusOf(error) });
}

async function withoutBody(response: Response): Promise<Response> {
  if (response.body === null) return response;
  await response.body.cancel();
  // Of a body that is null Deno says that it is 0 bytes long; how long this one would be nobody knows.
  const none = new ReadableStream({ start: (controller) => controller.close() });
  return new Response(none, response);
}
