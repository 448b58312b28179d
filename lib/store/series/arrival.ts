import type { SeriesView } from "./series_view.ts";

/** Rows of several series in the order they arrived: for each, which view it is of and its position there. */
export interface Arrival {
  readonly length: number;
  at(index: number): readonly [view: SeriesView | undefined, position: number];
}

/** From this many rows on, comparing pairs takes too long. */
const MANY = 50_000;

/** Puts the rows of series in order of arrival: by the file that first had the key, then by place in it. */
export function arrivalOf(views: readonly SeriesView[]): Arrival {
  const [only] = views;
  if (views.length === 1 && only !== undefined && only.isByArrival()) {
    return { length: only.length, at: (index) => [only, index] };
  }
  const starts: number[] = [];
  let length = 0;
  for (const view of views) {
    starts.push(length);
    length += view.length;
  }
  const orders = new Float64Array(length);
  const places = new Uint32Array(length);
  for (const [index, view] of views.entries()) {
    const start = starts[index] ?? 0;
    for (let at = 0; at < view.length; at++) {
      const [order, place] = view.arrival(at);
      orders[start + at] = order;
      places[start + at] = place;
    }
  }
  const sorted = (length > MANY ? byBucket(orders, places) : null) ?? byComparing(orders, places);
  return {
    length,
    at(index) {
      const row = sorted[index] ?? 0;
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if ((starts[middle] ?? 0) <= row) low = middle;
        else high = middle;
      }
      return [views[low], row - (starts[low] ?? 0)];
    },
  };
}

function byComparing(orders: Float64Array, places: Uint32Array): Uint32Array {
  const sorted = Uint32Array.from({ length: orders.length }, (_, row) => row);
  return sorted.sort((a, b) => (orders[a] ?? 0) - (orders[b] ?? 0) || (places[a] ?? 0) - (places[b] ?? 0));
}

/** Gives each place of each file a slot; `null` where most would stay empty. */
function byBucket(orders: Float64Array, places: Uint32Array): Uint32Array | null {
  const most = new Map<number, number>();
  for (let row = 0; row < orders.length; row++) {
    const [order, place] = [orders[row] ?? 0, places[row] ?? 0];
    if ((most.get(order) ?? -1) < place) most.set(order, place);
  }
  const starts = new Map<number, number>();
  let slots = 0;
  for (const [order, place] of [...most].sort(([a], [b]) => a - b)) {
    starts.set(order, slots);
    slots += place + 1;
  }
  if (slots > 4 * orders.length) return null;
  const rows = new Uint32Array(slots);
  for (let row = 0; row < orders.length; row++) {
    rows[(starts.get(orders[row] ?? 0) ?? 0) + (places[row] ?? 0)] = row + 1;
  }
  return rows.filter((row) => row > 0).map((row) => row - 1);
}
