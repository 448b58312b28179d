/** Time as the hub needs it, so that a test can hold it. Each function returns its own clean-up. */
export interface Timers {
  /** Runs again and again, with this many milliseconds between. */
  every(ms: number, run: () => void): () => void;
  /** Runs once, after this many milliseconds. */
  after(ms: number, run: () => void): () => void;
}

/** The timers of the runtime. */
export const systemTimers: Timers = {
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
