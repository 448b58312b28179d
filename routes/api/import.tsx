import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { wantsPage } from "@/lib/services/accept.ts";
import { requireAdmin } from "@/lib/services/admin.ts";
import { define } from "@/lib/services/define.ts";
import { importUpload } from "@/lib/services/price_import.ts";
import { problemOf } from "@/lib/services/problem.ts";
import { readUpload } from "@/lib/services/upload.ts";
import { ImportReport } from "../(_components)/ImportReport.tsx";
import { Panel } from "../(_components)/Panel.tsx";

export const handler = define.handlers({
  async POST(ctx) {
    const { services, isAdmin } = ctx.state;
    requireAdmin(isAdmin, services.config, "import files");
    if (services.draining) throw new HttpError(503, "Shutting down");
    const report = await importUpload(services, await readUpload(ctx.req, ctx.url.searchParams));
    const status = report.status === "refused" ? 422 : 200;
    if (wantsPage(ctx.req)) {
      return await ctx.render(
        <>
          <Head>
            <title>Import · Quarterhour</title>
          </Head>
          <Panel id="report" title="Import" aside={<a href="/data/stock_historical">Price history</a>}>
            <div class="body">
              <ImportReport report={report} />
            </div>
          </Panel>
        </>,
        { status },
      );
    }
    if (status === 422) return problemOf(new HttpError(422, reasonsOf(report)), { report });
    return Response.json(report, { headers: { "cache-control": "no-store" } });
  },
});

function reasonsOf({ files }: { files: readonly { file: string; reason: string | null }[] }): string {
  return files.map(({ file, reason }) => `Cannot import "${file}": ${reason}`).join("; ");
}
