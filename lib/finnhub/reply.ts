import { unlessAborted } from "./time.ts";

/** A whole answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The answer came but cannot be taken: too large, or a redirect that leads nowhere we go. */
export class UnusableReply extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = "UnusableReply";
    this.status = status;
  }
}

/**
 * The whole body as text, UTF-8.
 *
 * @throws {UnusableReply} past `maxBytes`; the signal's reason; what the stream throws when the connection breaks
 */
export async function readText(response: Response, signal: AbortSignal, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) throw new UnusableReply(`more than ${maxBytes} bytes`, response.status);
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    // Not awaited: a source that ignored the signal may ignore this too.
    reader.cancel().catch(() => {
      // The stream is broken already, and the error above says how.
    });
    throw error;
  }
}

/** Lets go of a body nobody wants. */
export async function discard(response: Response): Promise<void> {
  try {
    await response.body?.cancel();
  } catch {
    // The body broke on its own, and nobody wanted it.
  }
}
