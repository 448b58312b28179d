/**
 * Why the volume could not be used: `full` (no space, or quota), `denied` (not allowed, read-only), `busy` (another
 * process holds what is needed), `damaged` (what stands there cannot be read), `away` (it is not there), `failed`
 * (anything else).
 */
export type StoreErrorCode = "full" | "denied" | "busy" | "damaged" | "away" | "failed";

/** The volume could not be used as asked. What was on it before still is. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(message: string, code: StoreErrorCode, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /**
   * Wraps what the operating system said.
   * @param action the action that failed, for instance `write "runs.csv"`
   */
  static from(action: string, cause: unknown): StoreError {
    if (cause instanceof StoreError) return cause;
    const [code, reason] = explain(cause);
    return new StoreError(`Cannot ${action}: ${reason}`, code, { cause });
  }
}

function explain(cause: unknown): [StoreErrorCode, string] {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ENOSPC") return ["full", "no space is left on the volume"];
  if (code === "EDQUOT") return ["full", "the volume's quota is used up"];
  if (code === "EROFS") return ["denied", "the volume is read-only"];
  if (cause instanceof Deno.errors.PermissionDenied) return ["denied", "the operating system refused access"];
  if (cause instanceof Deno.errors.NotCapable) return ["denied", "Deno was started without the permission"];
  return ["failed", cause instanceof Error ? cause.message : String(cause)];
}

/**
 * Does what a volume may refuse to somebody who could do without.
 * @returns the refusal: no permission, read-only, no space; `null` when it was done
 * @throws {StoreError} for anything else
 */
export async function unlessRefused(
  action: string,
  work: () => Promise<unknown>,
): Promise<StoreError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const refusal = StoreError.from(action, error);
    if (refusal.code === "denied" || refusal.code === "full") return refusal;
    throw refusal;
  }
}

/** Message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
