import { page, type RouteConfig } from "fresh";
import { define } from "@/lib/services/define.ts";
import { provenanceFor } from "@/lib/services/provenance/mod.ts";
import { ProvenanceCard } from "../(_components)/ProvenanceCard.tsx";

/** The card alone: an open page puts it into itself. */
export const config: RouteConfig = { skipAppWrapper: true, skipInheritedLayouts: true };

export const handler = define.handlers({
  async GET({ url, state: { services } }) {
    return page(await provenanceFor(services, url.searchParams), {
      headers: { "cache-control": "no-store" },
    });
  },
});

export default define.page<typeof handler>(({ data }) => <ProvenanceCard provenance={data} heading="h2" />);
