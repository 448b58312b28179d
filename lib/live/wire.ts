// Bytes of the event stream format, https://html.spec.whatwg.org/multipage/server-sent-events.html

const encoder = new TextEncoder();

/** A comment: keeps proxies and the connection awake, and browsers ignore it. */
export const HEARTBEAT: Uint8Array<ArrayBuffer> = encoder.encode(":\n\n");

/** One event. `json` is JSON, which holds no line break. */
export function encodeEvent(event: string, id: string, json: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`event: ${event}\nid: ${id}\ndata: ${json}\n\n`);
}

/** First block of a stream: the pause before reconnection and, where the client has none, the id to go on from. */
export function encodeOpening(retryMs: number, id: string | null): Uint8Array<ArrayBuffer> {
  return encoder.encode(`retry: ${retryMs}\n${id === null ? "" : `id: ${id}\n`}\n`);
}

/** All parts as one. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
