import type { Row } from "@/lib/datasets/dataset.ts";
import { lazyRows } from "./lazy_rows.ts";
import { lowerBound, type SeriesView } from "./series_view.ts";

/** Rows put in order at once: a page, and more for who goes on reading. */
const LEAST = 256;
const MOST = 8192;

/** A row: of which view, at which position there. */
interface Place {
  readonly view: SeriesView;
  readonly at: number;
}

/**
 * Rows of several series by time, of equal times in the order they arrived; or all of that the other way round. They
 * are put in order where they are looked at, so that the newest page of millions of rows costs no more than of few.
 */
export function rowsInTime(views: readonly SeriesView[], isNewestFirst = false): readonly Row[] {
  const length = views.reduce((sum, view) => sum + view.length, 0);
  let [start, end, window]: [number, number, readonly Place[]] = [0, 0, []];
  return lazyRows(length, (index) => {
    const wanted = isNewestFirst ? length - 1 - index : index;
    if (wanted < start || wanted >= end) {
      const isNext = isNewestFirst ? wanted === start - 1 : wanted === end;
      const size = isNext ? Math.min(MOST, Math.max(LEAST, 2 * (end - start))) : LEAST;
      start = isNewestFirst ? Math.max(0, wanted + 1 - size) : wanted;
      end = isNewestFirst ? wanted + 1 : Math.min(length, wanted + size);
      window = placesOf(views, start, end);
    }
    const { view, at } = window[wanted - start] ?? {};
    return at === undefined ? {} : view?.row(at) ?? {};
  });
}

/** The places that are at `from` up to before `to` in the order of time. */
function placesOf(views: readonly SeriesView[], from: number, to: number): readonly Place[] {
  const times = views.map(({ time }) => time);
  const first = timeAt(times, from);
  const last = timeAt(times, to - 1);
  const places: (Place & { readonly time: number; readonly arrival: readonly [number, number] })[] = [];
  let before = 0;
  for (const [index, view] of views.entries()) {
    const time = times[index] ?? new Float64Array(0);
    const begin = lowerBound(time, first);
    const end = lowerBound(time, last, true);
    before += begin;
    for (let at = begin; at < end; at++) {
      places.push({ view, at, time: time[at] ?? NaN, arrival: view.arrival(at) });
    }
  }
  places.sort((a, b) => a.time - b.time || a.arrival[0] - b.arrival[0] || a.arrival[1] - b.arrival[1]);
  return places.slice(from - before, to - before);
}

/** The time that stands at a place when all are in order: the first by which there are more than so many rows. */
function timeAt(times: readonly Float64Array[], place: number): number {
  let low = times.reduce((least, time) => Math.min(least, time[0] ?? Infinity), Infinity);
  let high = times.reduce((most, time) => Math.max(most, time.at(-1) ?? -Infinity), -Infinity);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const rows = times.reduce((sum, time) => sum + lowerBound(time, middle, true), 0);
    if (rows > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
