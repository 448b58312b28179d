import type { RunError } from "@/lib/bus/bus.ts";

/** Kinds of errors that say that nobody answered, or nobody who would serve us now. */
export const UNREACHABLE: ReadonlySet<string> = new Set([
  "network",
  "timeout",
  "server",
  "rate_limited",
  "cancelled",
]);

const NOT_REACHED = "The provider was not reached";
const KEY_REFUSED = "The provider refuses the key";

/**
 * Remark of a run that the provider ended, or gave nothing to: `The provider was not reached: Fetch failed …`.
 * @returns empty where its errors say nothing of the kind
 */
export function providerFault(errors: readonly Pick<RunError, "kind" | "message">[]): string {
  const refused = errors.find(({ kind }) => kind === "unauthorized");
  if (refused !== undefined) return `${KEY_REFUSED}: ${refused.message}`;
  const away = errors.find(({ kind }) => UNREACHABLE.has(kind));
  return away === undefined ? "" : `${NOT_REACHED}: ${away.message}`;
}

/** Whether a run's remark says that the provider is at fault. */
export function isProviderFault(note: string): boolean {
  return note.startsWith(NOT_REACHED) || note.startsWith(KEY_REFUSED);
}
