import { define } from "@/lib/services/define.ts";
import { isAdmin } from "@/lib/services/admin.ts";
import { chosenAddress } from "@/lib/services/past_control.ts";

export default define.middleware(async (ctx) => {
  ctx.state.isAdmin = isAdmin(ctx.req, ctx.state.services.config);
  const chosen = ctx.url.pathname.startsWith("/api/") ? null : chosenAddress(ctx.state.services, ctx.url);
  const response = chosen === null
    ? await ctx.next()
    : new Response(null, { status: 303, headers: { location: chosen } });
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  // A page carries the numbers of its moment: it may be kept for going back, never shown again as new.
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-cache");
  return response;
});
