/**
 * True in the browser, false on the server. The build knows the answer, so that branches for the server
 * are not shipped (see `dev/import_map.ts`).
 */
export const IS_BROWSER: boolean = typeof document !== "undefined";
