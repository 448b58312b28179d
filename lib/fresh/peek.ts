/** Reads on after what was peeked at. */
export interface Rest {
  read(): Promise<ReadableStreamReadResult<Uint8Array>>;
  cancel(reason?: unknown): Promise<void>;
}

/** The start of a body. */
export interface Peeked {
  /** The first piece, empty for an empty body. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** What follows; null when the first piece was all and the body has ended. */
  readonly rest: Rest | null;
}

/**
 * Looks at the first piece of a body, and whether more follows. A body made from a string or from bytes ends right
 * behind its first piece; a stream that is still being written does not, and is not waited for.
 */
export async function peek(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Peeked> {
  const reader = body.getReader();
  const first = await reader.read();
  if (first.done) return { head: new Uint8Array(), rest: null };
  let second: Promise<ReadableStreamReadResult<Uint8Array>> | null = reader.read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = new Promise<null>((resolve) => timer = setTimeout(resolve, 0, null));
  const known = await Promise.race([second, turn]).finally(() => clearTimeout(timer));
  if (known?.done) return { head: first.value, rest: null };
  const rest: Rest = {
    read: () => {
      const next = second ?? reader.read();
      second = null;
      return next;
    },
    cancel: (reason) => reader.cancel(reason),
  };
  return { head: first.value, rest };
}
