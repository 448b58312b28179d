import { define } from "@/lib/services/define.ts";

export const handler = define.handlers({
  GET: () => new Response("ok\n", { headers: { "cache-control": "no-store" } }),
});
