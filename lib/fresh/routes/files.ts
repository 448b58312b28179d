import type { Command } from "../commands.ts";
import type { RouteModule } from "../manifest.ts";
import { readMiddlewares, readRoute, readWrapper } from "./module.ts";
import { comparePatterns, readRouteFile, type RouteFile } from "./pattern.ts";

interface Found extends RouteFile {
  readonly path: string;
  readonly module: RouteModule;
}

/**
 * Turns the files below `routes/` into commands: what surrounds pages first, then the pages, the most
 * specific pattern first.
 *
 * @throws {SyntaxError} when a file's name is not one of Fresh's conventions
 * @throws {TypeError} when a file exports what it may not, or two files have the same pattern
 */
export function fileCommands<State>(routes: Readonly<Record<string, RouteModule>>): Command<State>[] {
  const files: Found[] = [];
  for (const [path, module] of Object.entries(routes)) {
    const file = readRouteFile(path);
    if (file !== null) files.push({ ...file, path, module });
  }
  const around = files.filter((file) => file.kind !== "route");
  const pages = files.filter((file) => file.kind === "route").map((file) => ({
    file,
    route: readRoute<State>(file.path, "route", file.module),
  }));
  const routed = pages
    .map(({ file, route }) => ({ file, route, pattern: route.config?.routeOverride ?? file.pattern }))
    .sort((a, b) => comparePatterns(a.pattern, b.pattern));
  const owners = new Map<string, string>();
  for (const { file, pattern } of routed) {
    const owner = owners.get(pattern);
    if (owner !== undefined) {
      throw new TypeError(`Cannot route "${file.path}": "${owner}" has the same pattern "${pattern}"`);
    }
    owners.set(pattern, file.path);
  }
  return [
    ...around.map((file) => surroundingCommand<State>(file)),
    ...routed.map(({ file, route, pattern }): Command<State> => ({
      kind: "route",
      at: file.folders,
      pattern,
      route,
    })),
  ];
}

function surroundingCommand<State>({ kind, folders: at, path, module }: Found): Command<State> {
  switch (kind) {
    case "app":
      return { kind, component: readWrapper<State>(path, kind, module).component };
    case "layout":
      return { kind, at, ...readWrapper<State>(path, kind, module) };
    case "middleware":
      return { kind: "use", at, middlewares: readMiddlewares<State>(path, module) };
    case "notFound":
      return { kind, route: readRoute<State>(path, kind, module) };
    case "error":
      return { kind, at, route: readRoute<State>(path, kind, module) };
    case "route":
      throw new TypeError(`Cannot use "${path}" around pages: it is a page`);
  }
}
