import type { Page } from "playwright-core";
import { EVENT_NAMES } from "@/lib/browser/event_stream.ts";
import { parseId } from "@/lib/live/event_id.ts";

/** Something that happened on a page's event streams, in order. */
export interface Heard {
  /** An event's name, or `open` for a stream asked for. */
  readonly what: string;
  /** The event's id, or the id to go on from. */
  readonly id: string;
}

/** Writes down what the page's event streams bring, from the next navigation on. */
export async function record(page: Page): Promise<void> {
  await page.addInitScript((names: readonly string[]) => {
    const heard: Heard[] = [];
    Reflect.set(globalThis, "heardEvents", heard);
    globalThis.EventSource = class extends EventSource {
      constructor(url: string | URL, init?: EventSourceInit) {
        super(url, init);
        heard.push({ what: "open", id: new URL(url, location.href).searchParams.get("from") ?? "" });
        for (const name of names) {
          this.addEventListener(name, ({ lastEventId }) => heard.push({ what: name, id: lastEventId }));
        }
      }
    };
  }, EVENT_NAMES);
}

/** What the page's event streams brought so far. */
export function heardOn(page: Page): Promise<readonly Heard[]> {
  return page.evaluate(() => Reflect.get(globalThis, "heardEvents"));
}

/**
 * Where a page lost an event or got one twice. Ids count without a gap in each life of the program, so each must follow on
 * the one before it; a `reset` brings all that was before it.
 */
export function gapsIn(heard: readonly Heard[]): string[] {
  const gaps: string[] = [];
  let last: string | null = null;
  for (const { what, id } of heard) {
    const [before, now] = [parseId(last ?? id), parseId(id)];
    const follows = what === "reset" || now !== null && before?.epoch === now.epoch &&
        now.sequence === before.sequence + (what === "open" ? 0 : 1);
    if (!follows) gaps.push(`${what} ${id} after ${last ?? "nothing"}`);
    last = id;
  }
  return gaps;
}

/** Events on a page, by where it now stands: `null` before it has asked for a stream. */
export function positionOf(heard: readonly Heard[]): string | null {
  return heard.at(-1)?.id ?? null;
}

/** Id of the newest event that a server has published: what a stream without a past begins with. */
export async function lastIdOf(url: string): Promise<string> {
  const response = await fetch(`${url}/api/events`);
  let text = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const id = /^id: (\S+)$/m.exec(text)?.[1];
    // Leaving the loop closes the stream.
    if (id !== undefined) return id;
  }
  throw new Error(`The event stream of ${url} told no id`);
}
