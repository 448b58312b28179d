/** What a file below `routes/` is for. */
export type RouteFileKind = "route" | "app" | "layout" | "middleware" | "error" | "notFound";

/** Where a file below `routes/` stands. */
export interface RouteFile {
  readonly kind: RouteFileKind;
  /** Folders of the file, groups kept: what its layouts, middlewares and error pages go by. */
  readonly folders: readonly string[];
  /** URL pattern of a route; the folder's for the other kinds. */
  readonly pattern: string;
}

const SPECIAL: Readonly<Record<string, RouteFileKind>> = {
  _app: "app",
  _layout: "layout",
  _middleware: "middleware",
  _error: "error",
  _500: "error",
  _404: "notFound",
};

const GROUP = /^\(([^_].*)\)$/;
const IGNORED_FOLDER = /^\(_.*\)$/;
const EXTENSION = /\.[jt]sx?$/;
const TEST_FILE = /[._]test\.[jt]sx?$/;

/**
 * Reads the name of a file below `routes/`; null for files that are no routes: those in `(_folders)` and tests.
 *
 * @param path from the project's root, for example `./routes/stocks/[symbol].tsx`
 * @throws {SyntaxError} when the name is not one of Fresh's conventions
 */
export function readRouteFile(path: string): RouteFile | null {
  const parts = path.replace(/^(\.\/)?routes\//, "").split("/");
  const file = parts.pop() ?? "";
  if (TEST_FILE.test(file) || !EXTENSION.test(file) || parts.some((part) => IGNORED_FOLDER.test(part))) {
    return null;
  }
  const name = file.replace(EXTENSION, "");
  const kind = Object.hasOwn(SPECIAL, name) ? SPECIAL[name] : undefined;
  if (kind === undefined && name.startsWith("_")) {
    throw new SyntaxError(
      `Cannot route "${path}": expected one of ${
        Object.keys(SPECIAL).join(", ")
      } for a name that starts with _`,
    );
  }
  if (parts.length > 0 && (kind === "app" || kind === "notFound")) {
    throw new SyntaxError(`Cannot route "${path}": "${name}" belongs directly in routes/`);
  }
  if (kind !== undefined) return { kind, folders: parts, pattern: patternOf(parts, path) };
  return {
    kind: "route",
    folders: parts,
    pattern: patternOf(name === "index" ? parts : [...parts, name], path),
  };
}

function patternOf(segments: readonly string[], path: string): string {
  const pattern = segments.map((segment, index) => {
    const rest = /^\[\.\.\.(\w+)\]$/.exec(segment);
    if (rest !== null) {
      if (index < segments.length - 1) {
        throw new SyntaxError(`Cannot route "${path}": expected nothing behind "${segment}"`);
      }
      return `/:${rest[1]}*`;
    }
    if (GROUP.test(segment)) return "";
    const optional = /^\[\[(\w+)\]\]$/.exec(segment);
    if (optional !== null) return `{/:${optional[1]}}?`;
    return "/" + dynamicSegment(segment, path);
  }).join("");
  return pattern === "" ? "/" : pattern;
}

// `[id]`, `[id].json`, `[from]-[to]`: parameters with literal text between them.
function dynamicSegment(segment: string, path: string): string {
  if (segment.includes("][")) {
    throw new SyntaxError(`Cannot route "${path}": expected text between the parameters of "${segment}"`);
  }
  const literals = segment.split(/\[\w+\]/);
  if (literals.some((literal) => /[[\]]/.test(literal))) {
    throw new SyntaxError(
      `Cannot route "${path}": expected [name], [[name]] or [...name] as a whole segment in "${segment}"`,
    );
  }
  if (literals.some((literal) => /[*:{}+?()\\]/.test(literal))) {
    throw new SyntaxError(`Cannot route "${path}": expected none of * : { } + ? ( ) in "${segment}"`);
  }
  return segment
    // Braces end the parameter's name where letters follow it.
    .replace(/\[(\w+)\](?=\w)/g, "{:$1}")
    .replace(/\[(\w+)\]/g, ":$1");
}

/**
 * Order in which patterns are tried: text before parameters, parameters before optional ones, the rest last;
 * compared segment by segment, the longer first.
 */
export function comparePatterns(a: string, b: string): number {
  const left = ranks(a);
  const right = ranks(b);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return right.length - left.length || (a < b ? -1 : a > b ? 1 : 0);
}

function ranks(pattern: string): number[] {
  return pattern.split("/").filter((segment) => segment !== "" && segment !== "{").map((segment) => {
    if (/^:\w+\*$/.test(segment) || segment === "*") return 4;
    if (/^:\w+\}\?$/.test(segment)) return 3;
    if (/^:\w+$/.test(segment)) return 2;
    return segment.includes(":") ? 1 : 0;
  });
}
