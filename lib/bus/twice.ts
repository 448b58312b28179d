/** Texts remembered of each way. */
const REMEMBERED = 200;

/**
 * A message comes by two ways, over its channel and in the stream, in either order; the one that comes
 * second is let pass once. Saying the same thing twice over one way remains two messages.
 */
export class Twice {
  readonly #awaited = { channel: [] as string[], stream: [] as string[] };

  /** Whether this text came by the other way already. */
  isSecond(way: "channel" | "stream", text: string): boolean {
    const awaited = this.#awaited[way];
    const index = awaited.indexOf(text);
    if (index >= 0) {
      awaited.splice(index, 1);
      return true;
    }
    const other = this.#awaited[way === "channel" ? "stream" : "channel"];
    other.push(text);
    if (other.length > REMEMBERED) other.shift();
    return false;
  }
}
