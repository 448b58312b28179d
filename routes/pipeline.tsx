import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import PipelineBoard from "@/islands/PipelineBoard.tsx";
import RunNow from "@/islands/RunNow.tsx";
import { filesBy } from "@/lib/services/dataset_view.ts";
import { define } from "@/lib/services/define.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { pipelineThen, pipelineView } from "@/lib/services/pipeline_view.ts";
import { seedOf } from "@/lib/services/status_view.ts";
import { PipelineThen } from "./(_components)/PipelineThen.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    const { services, isAdmin } = state;
    const known = await knownOnPage({ url, state });
    const { at } = known;
    if (at === null) {
      const now = { seed: seedOf(services), view: await pipelineView(services), isAdmin };
      return page({ now, then: null });
    }
    const files = filesBy(services.store, at);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const then = { view: pipelineThen(services, known, at), files: { count: files.length, bytes } };
    return page({ now: null, then });
  },
});

export default define.page<typeof handler>(function PipelinePage({ data: { now, then }, state }) {
  const { config, ingest } = state.services;
  return (
    <>
      <Head>
        <title>Pipeline · Quarterhour</title>
        <link rel="stylesheet" href={asset("/pipeline.css")} />
      </Head>
      <div class="page-head">
        <h1>Pipeline</h1>
        <p class="lede">
          {now === null
            ? "What had been asked, and what had come."
            : "What was asked, what came, what is next."}
        </p>
      </div>
      {then !== null && <PipelineThen {...then} />}
      {now !== null && (
        <div class="stack">
          <RunNow seed={now.seed} mayRun={now.isAdmin && ingest !== null} />
          {!now.isAdmin && config.adminToken !== "" && (
            <form class="sign-in" method="post" action="/sign-in">
              <label for="token">Administrator's token</label>
              <input id="token" type="password" name="token" required autocomplete="current-password" />
              <button type="submit">Sign in</button>
            </form>
          )}
          <PipelineBoard seed={now.seed} initial={now.view} mayDecide={now.isAdmin} />
        </div>
      )}
    </>
  );
});
