import { request } from "playwright-core";
import { until } from "../_server.ts";
import { startHaproxy } from "./_haproxy.ts";

/** Time after which OpenShift's router cuts an answer that says nothing, unless a Route asks for more, milliseconds. */
export const SILENCE_MS = 30_000;

/**
 * How a stream without heartbeat ends behind the router: the proof that there is something to survive.
 * @returns how long it lasted, milliseconds, and the router's code for its end
 */
export async function silentStream(): Promise<{ lastedMs: number; end: string }> {
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(":\n\n")),
    });
    return new Response(body, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-transform" },
    });
  });
  await using router = await startHaproxy(`http://127.0.0.1:${server.addr.port}`, {});
  const client = await request.newContext({ ignoreHTTPSErrors: true, timeout: 2 * SILENCE_MS });
  // Half an answer is an error; the router's own words on it are what counts.
  const asked = client.get(`${router.url}/silent`).then(() => "whole", () => "cut");
  const [passed] = await until(
    "the router ends the stream",
    () => router.passed.length > 0 && router.passed,
    2 * SILENCE_MS,
  );
  await asked;
  await client.dispose();
  return { lastedMs: passed?.lastedMs ?? 0, end: passed?.end ?? "" };
}
