import { define } from "@/lib/services/define.ts";

export const handler = define.handlers({
  GET({ req, state: { services: { live } } }) {
    return live.connect(req);
  },
});
