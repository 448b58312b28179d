const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Resolves with the first signal that asks to stop. Later ones are ignored, not taken for impatience: a signal to
 * the process group arrives twice through a launcher such as npx.
 */
export function untilTold(): Promise<Deno.Signal> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) Deno.addSignalListener(signal, () => resolve(signal));
  });
}
