import { define } from "@/lib/services/define.ts";
import { fileResponse } from "@/lib/services/file_response.ts";

export const handler = define.handlers({
  GET({ req, params, state: { services } }) {
    return fileResponse(services.store, params["path"], req);
  },
});
