import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import PipelineBoard from "@/islands/PipelineBoard.tsx";
import RunNow from "@/islands/RunNow.tsx";
import { define } from "@/lib/services/define.ts";
import { pipelineView } from "@/lib/services/pipeline_view.ts";
import { seedOf } from "@/lib/services/status_view.ts";

export const handler = define.handlers({
  async GET({ state: { services, isAdmin } }) {
    return page({ seed: seedOf(services), view: await pipelineView(services), isAdmin });
  },
});

export default define.page<typeof handler>(function PipelinePage({ data: { seed, view, isAdmin }, state }) {
  return (
    <>
      <Head>
        <title>Pipeline · Quarterhour</title>
        <link rel="stylesheet" href={asset("/pipeline.css")} />
      </Head>
      <div class="page-head">
        <h1>Pipeline</h1>
        <p class="lede">What was asked, what came, what is next.</p>
      </div>
      <div class="stack">
        <RunNow seed={seed} mayRun={isAdmin && state.services.ingest !== null} />
        {!isAdmin && state.services.config.adminToken !== "" && (
          <form class="sign-in" method="post" action="/sign-in">
            <label for="token">Administrator's token</label>
            <input id="token" type="password" name="token" required autocomplete="current-password" />
            <button type="submit">Sign in</button>
          </form>
        )}
        <PipelineBoard seed={seed} initial={view} mayDecide={isAdmin} />
      </div>
    </>
  );
});
