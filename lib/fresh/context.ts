import { isValidElement, type VNode } from "preact";
import type { LayoutConfig, ResolvedFreshConfig, RouteComponent } from "./types.ts";
import { composeTree } from "./render/tree.ts";
import type { PageRenderer } from "./render/document.ts";
import type { BuildSnapshot } from "./snapshot.ts";

/** What surrounds the page that is being answered; segments change it on the way in and put it back. */
export interface Surroundings<State> {
  app: RouteComponent<State> | null;
  layouts: readonly RouteComponent<State>[];
  /** Nonce of this request's scripts and styles, set by `csp()`. */
  nonce: string | undefined;
  /** What was thrown and answered so far: a page for one error may throw another. */
  readonly failures: Set<unknown>;
  readonly snapshot: BuildSnapshot;
  readonly renderPage: PageRenderer;
}

/** What a context is made of; only the app makes one. */
export interface ContextOptions<State> {
  readonly req: Request;
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  readonly route: string | null;
  readonly params: Record<string, string>;
  readonly config: ResolvedFreshConfig;
  readonly surroundings: Surroundings<State>;
  readonly next: () => Promise<Response>;
}

/** Reads what surrounds the page of a context. For the parts of this library; pages never need it. */
export let surroundingsOf: <State>(ctx: Context<State>) => Surroundings<State>;

/** Passed to every middleware and handler; one for each request. */
export class Context<State> {
  readonly #surroundings: Surroundings<State>;

  static {
    surroundingsOf = (ctx) => ctx.#surroundings;
  }

  readonly config: ResolvedFreshConfig;
  /** The request's URL, repeated slashes in its path made one. */
  readonly url: URL;
  readonly req: Request;
  readonly info: Deno.ServeHandlerInfo;
  /** Pattern of the matched route, null when there is none. */
  readonly route: string | null;
  /** Values of the pattern's parameters, decoded as `decodeURI` does. */
  readonly params: Record<string, string>;
  /** Shared by the middlewares, handlers and components of one request. */
  readonly state: State = {} as State;
  /** What was thrown, where an error page is being rendered; null otherwise. */
  error: unknown = null;
  /** Always false: partials are not supported. */
  readonly isPartial: boolean = false;
  /** Runs what comes after this middleware. */
  next: () => Promise<Response>;

  constructor(options: ContextOptions<State>) {
    this.req = options.req;
    this.url = options.url;
    this.info = options.info;
    this.route = options.route;
    this.params = options.params;
    this.config = options.config;
    this.next = options.next;
    this.#surroundings = options.surroundings;
  }

  /**
   * Renders a page inside its layouts and the app wrapper.
   *
   * @throws {TypeError} when it is given something else than JSX or null
   */
  async render(vnode: VNode | null, init: ResponseInit = {}, config: LayoutConfig = {}): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new TypeError(`Cannot render "${String(vnode)}": expected JSX or null`);
    }
    const { app, layouts, nonce, renderPage } = this.#surroundings;
    const tree = await composeTree(this, vnode, {
      app: config.skipAppWrapper ? null : app,
      layouts: config.skipInheritedLayouts ? [] : layouts,
    });
    if (tree instanceof Response) return tree;
    return this.html(renderPage(tree, nonce), init);
  }

  /**
   * Redirects, with status 302 unless told otherwise. A path never leaves this host: `//evil.example`
   * is taken as a path.
   */
  redirect(pathOrUrl: string, status = 302): Response {
    // Headers trim white space, and browsers drop tabs and line ends inside a URL.
    let location = pathOrUrl.trim().replace(/[\t\r\n]/g, "");
    if (/^[/\\]/.test(location)) {
      const end = location.search(/[?#]/);
      const path = end === -1 ? location : location.slice(0, end);
      // Browsers read a backslash as a slash.
      location = path.replace(/[/\\]+/g, "/") + location.slice(path.length);
    }
    return new Response(null, { status, headers: { location } });
  }

  /** Answers with text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML. */
  html(content: string, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Answers with what an iterable yields, as it is yielded. */
  stream<Chunk extends string | Uint8Array>(
    source: Iterable<Chunk> | AsyncIterable<Chunk> | (() => Iterable<Chunk> | AsyncIterable<Chunk>),
    init?: ResponseInit,
  ): Response {
    const encoder = new TextEncoder();
    const chunks = typeof source === "function" ? source() : source;
    const bytes = new TransformStream<string | Uint8Array, Uint8Array>({
      transform: (chunk, controller) =>
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk),
    });
    return new Response(ReadableStream.from<string | Uint8Array>(chunks).pipeThrough(bytes), init);
  }
}

/** The older name of {@linkcode Context}. */
export type FreshContext<State = unknown> = Context<State>;
