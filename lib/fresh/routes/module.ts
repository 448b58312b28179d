import { METHODS, type RouteHandler } from "../handlers.ts";
import type { RouteModule } from "../manifest.ts";
import type { Middleware, Route, RouteComponent, RouteConfig } from "../types.ts";
import type { RouteFileKind } from "./pattern.ts";

const CONFIG_KEYS = ["routeOverride", "skipInheritedLayouts", "skipAppWrapper"];

/** Exports that each kind of file may have. */
const EXPORTS: Readonly<Record<RouteFileKind, readonly string[]>> = {
  route: ["default", "handler", "handlers", "config"],
  app: ["default"],
  layout: ["default", "config"],
  middleware: ["default", "handler", "handlers"],
  error: ["default", "handler", "handlers", "config"],
  notFound: ["default", "handler", "handlers", "config"],
};

/**
 * Reads the exports of a page or error page.
 *
 * @throws {TypeError} when one is unknown or of the wrong type, or none is there
 */
export function readRoute<State>(path: string, kind: RouteFileKind, module: RouteModule): Route<State> {
  checkExports(path, kind, module);
  const handler = module.handler ?? module.handlers;
  if (module.default === undefined && handler === undefined) {
    throw new TypeError(`Cannot use route file "${path}": expected a default export or a handler`);
  }
  return {
    component: module.default === undefined ? undefined : readComponent(path, module),
    handler: handler === undefined ? undefined : readHandler(path, handler),
    config: readConfig(path, module.config),
  };
}

/**
 * Reads the default export of a layout or the app wrapper.
 *
 * @throws {TypeError} when it is missing or no function, or an export is unknown
 */
export function readWrapper<State>(
  path: string,
  kind: "app" | "layout",
  module: RouteModule,
): { component: RouteComponent<State>; config: RouteConfig } {
  checkExports(path, kind, module);
  return { component: readComponent(path, module), config: readConfig(path, module.config) };
}

/**
 * Reads the middlewares of a `_middleware` file.
 *
 * @throws {TypeError} when they are something else than functions
 */
export function readMiddlewares<State>(path: string, module: RouteModule): readonly Middleware<State>[] {
  checkExports(path, "middleware", module);
  const exported = module.handler ?? module.handlers ?? module.default;
  const list: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  for (const item of list) {
    if (typeof item !== "function") {
      throw new TypeError(`Cannot use route file "${path}": expected a middleware or a list of them`);
    }
  }
  return list as readonly Middleware<State>[];
}

function checkExports(path: string, kind: RouteFileKind, module: RouteModule): void {
  for (const name of Object.keys(module)) {
    if (!EXPORTS[kind].includes(name)) {
      throw new TypeError(
        `Cannot use route file "${path}": unknown export "${name}", expected ${EXPORTS[kind].join(", ")}`,
      );
    }
  }
}

function readComponent<State>(path: string, module: RouteModule): RouteComponent<State> {
  if (typeof module.default !== "function") {
    throw new TypeError(`Cannot use route file "${path}": expected its default export to be a component`);
  }
  return module.default as RouteComponent<State>;
}

function readHandler<State>(path: string, handler: unknown): RouteHandler<unknown, State> {
  if (typeof handler === "function") return handler as RouteHandler<unknown, State>;
  if (typeof handler !== "object" || handler === null || Array.isArray(handler)) {
    throw new TypeError(
      `Cannot use route file "${path}": expected its handler to be a function or an object`,
    );
  }
  for (const [method, fn] of Object.entries(handler)) {
    if (!(METHODS as readonly string[]).includes(method)) {
      throw new TypeError(
        `Cannot use route file "${path}": unknown method "${method}", expected ${METHODS.join(", ")}`,
      );
    }
    if (typeof fn !== "function") {
      throw new TypeError(
        `Cannot use route file "${path}": expected its handler of ${method} to be a function`,
      );
    }
  }
  return handler as RouteHandler<unknown, State>;
}

function readConfig(path: string, config: unknown): RouteConfig {
  if (config === undefined) return {};
  if (typeof config !== "object" || config === null) {
    throw new TypeError(`Cannot use route file "${path}": expected its config to be an object`);
  }
  for (const name of Object.keys(config)) {
    if (!CONFIG_KEYS.includes(name)) {
      throw new TypeError(
        `Cannot use route file "${path}": config "${name}" is not supported, expected ${
          CONFIG_KEYS.join(", ")
        }`,
      );
    }
  }
  return config as RouteConfig;
}
