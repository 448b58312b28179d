/** What a file below `routes/` exports; checked when the routes are built (see `routes/module.ts`). */
export type RouteModule = Readonly<Record<string, unknown>>;

/** Exports of a file below `islands/` or `(_islands)/`. */
export type IslandModule = Readonly<Record<string, unknown>>;

/**
 * Routes and islands of an app, by file. `fresh.gen.ts` is generated from the folders and exports one; it
 * takes the place of Fresh's own snapshot of the file system.
 */
export interface Manifest {
  /** By path from the project's root, for example `./routes/stocks/[symbol].tsx`. */
  readonly routes: Readonly<Record<string, RouteModule>>;
  /** By path from the project's root, for example `./islands/Counter.tsx`. */
  readonly islands: Readonly<Record<string, IslandModule>>;
  /** URL of the file that the paths are relative to. */
  readonly baseUrl: string;
}

/** An app without routes and islands, for tests. */
export const emptyManifest: Manifest = { routes: {}, islands: {}, baseUrl: "file:///" };
