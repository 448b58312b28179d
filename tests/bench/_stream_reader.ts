import { wallTime } from "./statistics.ts";

/** Reads an event stream as a browser does, in a thread of its own, and posts when each quote event was read. */
self.onmessage = async ({ data: { url, streams } }: MessageEvent<{ url: string; streams: number }>) => {
  await Promise.all(Array.from({ length: streams }, () => read(url)));
};

async function read(url: string): Promise<void> {
  const response = await fetch(url, { headers: { accept: "text/event-stream" } });
  let rest = "";
  let isOpen = false;
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (rest + chunk).split("\n\n");
    rest = events.pop() ?? "";
    if (!isOpen) self.postMessage({ kind: "open" });
    isOpen = true;
    for (const event of events) {
      const data = /^event: quote\n(?:id: .*\n)?data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) self.postMessage({ kind: "quote", at: wallTime(), price: priceIn(data) });
    }
  }
}

function priceIn(data: string): number {
  return JSON.parse(data).quotes[0].price;
}
