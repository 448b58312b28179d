import type { Method } from "./handlers.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent } from "./types.ts";

/** One thing an app was told, in the order it was told; `at` are the segments it holds below. */
export type Command<State> =
  | {
    readonly kind: "use";
    readonly at: readonly string[];
    readonly middlewares: readonly Middleware<State>[];
  }
  | { readonly kind: "app"; readonly component: RouteComponent<State> }
  | {
    readonly kind: "layout";
    readonly at: readonly string[];
    readonly component: RouteComponent<State>;
    readonly config: LayoutConfig;
  }
  | { readonly kind: "error"; readonly at: readonly string[]; readonly route: Route<State> }
  | { readonly kind: "notFound"; readonly route: Route<State> }
  | {
    readonly kind: "route";
    readonly at: readonly string[];
    readonly pattern: string;
    readonly route: Route<State>;
  }
  | {
    readonly kind: "handler";
    readonly at: readonly string[];
    readonly pattern: string;
    readonly methods: readonly Method[];
    readonly middlewares: readonly Middleware<State>[];
  }
  | { readonly kind: "files" };

/** Segments of a path as `app.use()` and its like take it; `*` and `/` are the root. */
export function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== "*");
}

/** A command with everything in it moved below a path, for `mountApp()`. */
export function mounted<State>(command: Command<State>, path: string): Command<State> {
  const prefix = segmentsOf(path);
  switch (command.kind) {
    case "files":
      throw new TypeError(`Cannot mount an app at "${path}": it has file routes, expected handlers only`);
    case "app":
    case "notFound":
      return command;
    case "use":
    case "layout":
    case "error":
      return { ...command, at: [...prefix, ...command.at] };
    case "route":
    case "handler":
      return {
        ...command,
        at: [...prefix, ...command.at],
        pattern: joinPatterns(prefix, command.pattern),
      };
  }
}

function joinPatterns(prefix: readonly string[], pattern: string): string {
  const base = prefix.map((segment) => "/" + segment).join("");
  if (pattern === "*") return `${base}/*`;
  return base !== "" && pattern === "/" ? base : base + pattern;
}
