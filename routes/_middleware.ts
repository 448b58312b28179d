import { define } from "@/lib/services/define.ts";
import { isAdmin } from "@/lib/services/admin.ts";
import { cookieOf } from "@/lib/services/cookies.ts";

export default define.middleware((ctx) => {
  const theme = cookieOf(ctx.req, "theme");
  ctx.state.theme = theme === "light" || theme === "dark" ? theme : undefined;
  ctx.state.isAdmin = isAdmin(ctx.req, ctx.state.services.config);
  return ctx.next();
});
