/**
 * Waits; how the client measures every pause, so that a test can hold time.
 * Rejects with the signal's reason when it is aborted first.
 */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/**
 * Waits on the real clock.
 *
 * @throws the signal's reason, when the signal is aborted before the time is over
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * The promise, or the signal's abortion, whichever comes first: not everything that is awaited here obeys
 * a signal by itself.
 *
 * @throws the promise's own reason, or the signal's
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    // After an abortion both outcomes land in a promise that is already settled: nothing is lost or unhandled.
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
