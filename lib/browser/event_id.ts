/**
 * Ids of the event stream, `<epoch>-<sequence>`. The sequence counts within an epoch, one life of one server process;
 * nothing can be said of the order of two epochs.
 *
 * @module
 */

/** Whether two ids were given by the same life of the same process, so that their order means something. */
export function isSameEpoch(a: string, b: string): boolean {
  return partsOf(a).epoch === partsOf(b).epoch;
}

/** How many events lie from `position` to `id`, negative where `id` is older; `null` between epochs. */
export function distance(id: string, position: string): number | null {
  const [to, from] = [partsOf(id), partsOf(position)];
  return to.epoch === from.epoch ? to.sequence - from.sequence : null;
}

/** The id just before this one. */
export function before(id: string): string {
  const { epoch, sequence } = partsOf(id);
  return `${epoch}-${sequence - 1}`;
}

function partsOf(id: string): { epoch: string; sequence: number } {
  const cut = id.lastIndexOf("-");
  return { epoch: id.slice(0, cut), sequence: Number(id.slice(cut + 1)) };
}
