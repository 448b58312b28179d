import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/services/define.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { provenanceOf } from "@/lib/services/provenance/mod.ts";
import { ProvenanceCard } from "../(_components)/ProvenanceCard.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    const known = await knownOnPage({ url, state });
    return page({ provenance: await provenanceOf(state.services, known, url.searchParams) });
  },
});

export default define.page<typeof handler>(function ProvenancePage({ data: { provenance } }) {
  const { subject, title } = provenance;
  return (
    <>
      <Head>
        <title>{`${subject}, ${title}: where from · Quarterhour`}</title>
      </Head>
      <ProvenanceCard provenance={provenance} heading="h1" />
    </>
  );
});
