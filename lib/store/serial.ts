/** Does one piece of work at a time, in the order they were asked for. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** Does the work when all before it is done; fails as it fails, which hinders nothing after it. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // Whoever asked for the work hears of its failure through `result`.
    this.#last = result.catch(() => {});
    return result;
  }
}
