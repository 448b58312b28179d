/**
 * What moves a chart of lines: pointers and keys, those of the price chart. Loaded when one is on the page.
 *
 * @module
 */
export { type CompareState, mountLines } from "./mount.ts";
