import type { Command } from "./commands.ts";
import type { Manifest } from "./manifest.ts";
import { answerRoute, methodsOf } from "./route.ts";
import { Router } from "./router.ts";
import { fileCommands } from "./routes/files.ts";
import { Segment } from "./segment.ts";
import type { Middleware } from "./types.ts";

/** What answers at a pattern. */
export interface Target<State> {
  /** What surrounds it, outermost first. */
  readonly around: readonly Middleware<State>[];
  readonly answer: readonly Middleware<State>[];
}

/** Where requests go. */
export interface RouteTable<State> {
  readonly router: Router<Target<State>>;
  /** Runs where no route answers: everything at the root. */
  readonly fallback: readonly Middleware<State>[];
}

/**
 * Applies an app's commands in order. A page is surrounded by what was said before it.
 *
 * @throws {SyntaxError | TypeError} when a route file is not as it should be
 */
export function buildTable<State>(
  commands: readonly Command<State>[],
  manifest: Manifest,
): RouteTable<State> {
  const root = new Segment<State>();
  const router = new Router<Target<State>>();
  for (const command of commands) {
    const expanded = command.kind === "files" ? fileCommands<State>(manifest.routes) : [command];
    for (const one of expanded) apply(one, root, router);
  }
  return { router, fallback: root.chain() };
}

function apply<State>(
  command: Command<State>,
  root: Segment<State>,
  router: Router<Target<State>>,
): void {
  switch (command.kind) {
    case "app":
      root.app = command.component;
      break;
    case "notFound":
      root.notFoundPage = command.route;
      break;
    case "use":
      root.descend(command.at).middlewares.push(...command.middlewares);
      break;
    case "layout":
      root.descend(command.at).layout = { component: command.component, config: command.config };
      break;
    case "error":
      root.descend(command.at).errorPage = command.route;
      break;
    case "handler":
      router.add(command.methods, command.pattern, {
        around: root.descend(command.at).chain(),
        answer: command.middlewares,
      });
      break;
    case "route":
      router.add(methodsOf(command.route), command.pattern, {
        around: root.descend(command.at).chain(),
        answer: [(ctx) => answerRoute(ctx, command.route)],
      });
      break;
    case "files":
      throw new TypeError("Cannot add file routes inside file routes");
  }
}
