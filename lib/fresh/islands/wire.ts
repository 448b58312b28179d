/**
 * What server and browser agree on: markers in the HTML, ids, and the tags of the props' wire format.
 *
 * Props travel as a flat JSON array of cells. A cell is a string, number, boolean or null as it is; an object
 * whose values are references; an array of references; or a tagged array that starts with a string.
 * A reference is the index of a cell, or a negative number for what JSON cannot say ({@linkcode CONSTANTS}).
 * Flat cells keep identity: the same object or signal passed to two islands is one cell.
 */

/** `id` of the script element that carries the page's islands. */
export const STATE_ID = "__FRSH_STATE";

/** Text of the comment before an island's output, followed by its index in {@linkcode PageState.i}. */
export const ISLAND = "frsh:island:";
/** Text of the comment after an island's output. */
export const ISLAND_END = "/frsh:island";
/** Text of the comment before JSX that an island received as a prop, followed by the slot's id. */
export const SLOT = "frsh:slot:";
/** Text of the comment after a slot. */
export const SLOT_END = "/frsh:slot";
/** `id` of the template of a slot that its island did not render on the server, followed by the slot's id. */
export const SLOT_TEMPLATE = "frsh-slot-";

/** Values that JSON has no word for; a reference `-1 - n` means the n-th. */
export const CONSTANTS: readonly unknown[] = [undefined, NaN, Infinity, -Infinity, -0];

/** First element of a tagged cell. */
export const TAG = {
  /** `[tag, ...values]`: an array of strings, finite numbers, booleans and nulls, without references. */
  list: "L",
  /** `[tag, first, ...differences]`: an array of whole numbers that grow, times for instance, which compress badly. */
  steps: "T",
  /** `[tag, epoch ms or null]` */
  date: "D",
  /** `[tag, href]` */
  url: "U",
  /** `[tag, source, flags]` */
  regexp: "R",
  /** `[tag, decimal digits]` */
  bigint: "N",
  /** `[tag, base64]` */
  bytes: "B",
  /** `[tag, key, value, key, value, ...]`, references */
  map: "M",
  /** `[tag, ...references]` */
  set: "S",
  /** `[tag, reference]` */
  signal: "$",
  /** `[tag, ISO 8601]`: a `Temporal.Instant` */
  instant: "I",
  /** `[tag, id]`: server-rendered JSX */
  slot: "J",
} as const;

/** What the state script holds. Short names, since every page with an island carries them. */
export interface PageState {
  /** URL paths of the islands' modules. */
  readonly m: readonly string[];
  /** Per island of the page: index in {@linkcode m}, name of the export, reference of its props. */
  readonly i: readonly (readonly [module: number, name: string, props: number])[];
  /** Cells of the props. */
  readonly c: readonly unknown[];
}

/**
 * Root of Preact's `useId` counters inside one island, so that server and browser count alike although the browser
 * knows nothing of the rest of the page. The page itself counts from `[0, 0]`.
 */
export function islandMask(index: number): [number, number] {
  return [2 * index + 1, 0];
}

/** The same inside the n-th slot, whose components run on the server only. */
export function slotMask(id: number): [number, number] {
  return [2 * id + 2, 0];
}
