import type { Method } from "./handlers.ts";

/** What a path and a method lead to. */
export interface RouteMatch<T> {
  /** Pattern of the route, null when none has this path. */
  readonly pattern: string | null;
  /** Undefined when no route has this path, or it does not answer this method. */
  readonly target: T | undefined;
  /** What the path leads to with another method, undefined when no route has it. */
  readonly sibling: T | undefined;
  readonly params: Record<string, string>;
  /** Methods that the path answers, for `Allow`. */
  readonly allowed: readonly Method[];
}

interface Entry<T> {
  readonly pattern: string;
  readonly matcher: URLPattern | null;
  readonly byMethod: Map<Method, T>;
}

const NOT_LITERAL = /[*:{}+?()\\]/;

/** Finds a route by path: literal paths first, then patterns in the order they were added. */
export class Router<T> {
  #literal = new Map<string, Entry<T>>();
  #patterns = new Map<string, Entry<T>>();

  /**
   * Adds a route. The first one added for a pattern and method stays.
   *
   * @throws {SyntaxError} when the pattern is not one that `URLPattern` reads
   */
  add(methods: readonly Method[], pattern: string, target: T): void {
    const literal = !NOT_LITERAL.test(pattern);
    const entries = literal ? this.#literal : this.#patterns;
    let entry = entries.get(pattern);
    if (entry === undefined) {
      entry = { pattern, matcher: literal ? null : compile(pattern), byMethod: new Map() };
      entries.set(pattern, entry);
    }
    for (const method of methods) {
      if (!entry.byMethod.has(method)) entry.byMethod.set(method, target);
    }
  }

  /** Finds the route of a path; never throws, whatever the path. */
  match(method: string, pathname: string): RouteMatch<T> {
    const literal = this.#literal.get(pathname);
    if (literal !== undefined) return found(literal, method, {});
    for (const entry of this.#patterns.values()) {
      const groups = entry.matcher?.exec({ pathname })?.pathname.groups;
      if (groups !== undefined) return found(entry, method, groups);
    }
    return { pattern: null, target: undefined, sibling: undefined, params: {}, allowed: [] };
  }
}

function compile(pathname: string): URLPattern {
  try {
    return new URLPattern({ pathname });
  } catch (cause) {
    throw new SyntaxError(`Cannot read route pattern "${pathname}": expected one that URLPattern reads`, {
      cause,
    });
  }
}

function found<T>(
  entry: Entry<T>,
  method: string,
  groups: Record<string, string | undefined>,
): RouteMatch<T> {
  const allowed = new Set(entry.byMethod.keys());
  if (allowed.has("GET")) allowed.add("HEAD");
  const target = entry.byMethod.get(method as Method) ??
    (method === "HEAD" ? entry.byMethod.get("GET") : undefined);
  // Without a prototype, so that a parameter named `constructor` is absent where the path has none.
  const params: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(groups)) params[name] = decode(value ?? "");
  const [sibling] = entry.byMethod.values();
  return { pattern: entry.pattern, target, sibling, params, allowed: [...allowed].sort() };
}

// A path may hold percent signs that encode nothing (`/%E0%A4%A`): the parameter then stays as it came.
function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}
