import { define } from "@/lib/services/define.ts";
import { compareCsv } from "@/lib/services/compare_csv.ts";
import { askedComparison } from "@/lib/services/compare_view.ts";
import { tagged } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const known = await knownFor(services, url.searchParams);
    const { common, range } = askedComparison(known, url.searchParams);
    return tagged(req, compareCsv(common), "text/csv; charset=utf-8", {
      "content-disposition": `attachment; filename="comparison_${range}.csv"`,
    });
  },
});
