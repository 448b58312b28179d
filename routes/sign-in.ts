import { HttpError } from "fresh";
import { ADMIN_COOKIE, cookieValue, isToken } from "@/lib/services/admin.ts";
import { define } from "@/lib/services/define.ts";
import { formOf } from "@/lib/services/form.ts";

const DAY_S = 86_400;

export const handler = define.handlers({
  async POST(ctx) {
    const { adminToken } = ctx.state.services.config;
    const token = (await formOf(ctx.req)).get("token");
    if (typeof token !== "string" || !isToken(token, adminToken)) {
      throw new HttpError(403, "That is not the administrator's token");
    }
    // Behind a router TLS ends before us; what it tells in this header is all there is to know.
    const secure = ctx.url.protocol === "https:" || ctx.req.headers.get("x-forwarded-proto") === "https";
    return new Response(null, {
      status: 303,
      headers: {
        location: "/pipeline",
        "set-cookie": `${ADMIN_COOKIE}=${
          cookieValue(adminToken)
        }; Path=/; Max-Age=${DAY_S}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`,
      },
    });
  },
});
