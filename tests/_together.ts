/** Steps that overlap cannot tell whose a leak is; the test around them can, and does. */
const UNWATCHED = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false } as const;

/**
 * Runs steps of a test at the same time: where each mostly waits (for a window to pass, for a time limit), together
 * they take as long as the longest.
 */
export async function together(
  t: Deno.TestContext,
  steps: Readonly<Record<string, (t: Deno.TestContext) => Promise<void>>>,
): Promise<void> {
  await Promise.all(Object.entries(steps).map(([name, fn]) => t.step({ name, fn, ...UNWATCHED })));
}

/** A step inside of one that runs beside others. */
export async function step(t: Deno.TestContext, name: string, fn: () => Promise<void>): Promise<void> {
  await t.step({ name, fn, ...UNWATCHED });
}
