import { type Context, surroundingsOf } from "./context.ts";
import { HttpError, statusOf } from "./error.ts";
import { answerRoute } from "./route.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent } from "./types.ts";

/** A folder of routes, or a path that something was told about: what surrounds the pages below it. */
export class Segment<State> {
  readonly middlewares: Middleware<State>[] = [];
  layout: { readonly component: RouteComponent<State>; readonly config: LayoutConfig } | null = null;
  errorPage: Route<State> | null = null;
  /** Of the root only. */
  app: RouteComponent<State> | null = null;
  /** Of the root only. */
  notFoundPage: Route<State> | null = null;
  readonly #children = new Map<string, Segment<State>>();
  readonly #parent: Segment<State> | null;

  constructor(parent: Segment<State> | null = null) {
    this.#parent = parent;
  }

  /** The segment below this one, made where it is not there yet. */
  descend(names: readonly string[]): Segment<State> {
    const [name, ...rest] = names;
    if (name === undefined) return this;
    let child = this.#children.get(name);
    if (child === undefined) {
      child = new Segment(this);
      this.#children.set(name, child);
    }
    return child.descend(rest);
  }

  /**
   * What runs around a page of this segment, outermost first: of each segment its app and layout, then the
   * middlewares it has by now. A middleware added later does not hold for pages added before.
   *
   * Errors are answered inside the middlewares, so that error pages have their headers too, and once more
   * outside, for what the middlewares throw.
   */
  chain(): Middleware<State>[] {
    const above = this.#parent?.chain() ?? [];
    return [...above, (ctx) => this.#surround(ctx), ...this.middlewares, (ctx) => this.#answerErrors(ctx)];
  }

  async #surround(ctx: Context<State>): Promise<Response> {
    const around = surroundingsOf(ctx);
    const { app, layouts } = around;
    if (this.app !== null) around.app = this.app;
    if (this.layout !== null) {
      if (this.layout.config.skipAppWrapper) around.app = null;
      around.layouts = [
        ...(this.layout.config.skipInheritedLayouts ? [] : around.layouts),
        this.layout.component,
      ];
    }
    try {
      return await this.#answerErrors(ctx);
    } finally {
      around.app = app;
      around.layouts = layouts;
    }
  }

  async #answerErrors(ctx: Context<State>): Promise<Response> {
    try {
      return await ctx.next();
    } catch (error) {
      const page = this.#pageFor(error);
      if (page === null) throw error;
      ctx.error = error;
      surroundingsOf(ctx).failures.add(error);
      return await answerRoute(ctx, page, statusOf(error));
    }
  }

  #pageFor(error: unknown): Route<State> | null {
    const isNotFound = error instanceof HttpError && error.status === 404;
    return (isNotFound ? this.#root().notFoundPage : null) ?? this.errorPage;
  }

  #root(): Segment<State> {
    return this.#parent === null ? this : this.#parent.#root();
  }
}
