import { HttpError } from "fresh";
import { define } from "@/lib/services/define.ts";

export const handler = define.handlers(({ url }) => {
  throw new HttpError(
    404,
    `Nothing answers at "${url.pathname.slice(0, 100)}"; /api/openapi.json says what does`,
  );
});
