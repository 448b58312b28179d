import { define } from "@/lib/services/define.ts";
import { fileResponse } from "@/lib/services/file_response.ts";
import { askedInstant } from "@/lib/services/past.ts";

export const handler = define.handlers({
  GET({ req, url, params, state: { services } }) {
    return fileResponse(services.store, params["path"], req, askedInstant(services, url.searchParams));
  },
});
