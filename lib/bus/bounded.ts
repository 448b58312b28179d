/** An answer that did not come in time; the connection that owes it is not to be trusted any more. */
export class NoAnswerError extends Error {
  constructor(action: string, timeoutMs: number) {
    super(`Cannot ${action}: no answer within ${timeoutMs} ms`);
    this.name = "NoAnswerError";
  }
}

/** `work`'s outcome, or a {@linkcode NoAnswerError} after `timeoutMs`. What comes later is dropped. */
export function bounded<T>(work: Promise<T>, timeoutMs: number, action: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new NoAnswerError(action, timeoutMs)), timeoutMs);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
