import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import Ages from "@/islands/Ages.tsx";
import PipelineNow from "@/islands/PipelineNow.tsx";
import TimelineCursor from "@/islands/TimelineCursor.tsx";
import { factsOf } from "@/lib/browser/pipeline_facts.ts";
import { define } from "@/lib/services/define.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { pipelinePage } from "@/lib/services/pipeline_page.ts";
import { seedOf } from "@/lib/services/status_view.ts";
import { ConnectionsPanel } from "./(_components)/ConnectionsPanel.tsx";
import { DatasetsTable } from "./(_components)/DatasetsTable.tsx";
import { EndpointsTable } from "./(_components)/EndpointsTable.tsx";
import { NextRun } from "./(_components)/NextRun.tsx";
import { PipelineThen } from "./(_components)/PipelineThen.tsx";
import { QuarantinePanel } from "./(_components)/QuarantinePanel.tsx";
import { RunsPanel } from "./(_components)/RunsPanel.tsx";
import { VolumePanel } from "./(_components)/VolumePanel.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    const known = await knownOnPage({ url, state });
    return page(await pipelinePage(state.services, known, url.searchParams));
  },
});

export default define.page<typeof handler>(function PipelinePage({ data, state }) {
  const { services: { config, ingest, startedAt, now: clock }, isAdmin } = state;
  const { now, then, runs, quarantine } = data;
  const seed = seedOf(state.services);
  const moment = clock();
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
      {then !== null && <PipelineThen {...then} runs={runs} quarantine={quarantine} />}
      {now !== null && (
        <div class="stack">
          <PipelineNow seed={seed} initial={factsOf(now)} mayRun={isAdmin && ingest !== null} />
          {!isAdmin && config.adminToken !== "" && (
            <form class="sign-in" method="post" action="/sign-in">
              <label for="token">Administrator's token</label>
              <input id="token" type="password" name="token" required autocomplete="current-password" />
              <button type="submit">Sign in</button>
            </form>
          )}
          <RunsPanel {...runs} />
          <div class="pipeline-grid">
            <div class="stack">
              {now.plan !== null && <NextRun plan={now.plan} />}
              <VolumePanel view={now} now={moment} />
              <ConnectionsPanel view={now} now={moment} />
            </div>
            <DatasetsTable datasets={now.datasets} shares={now.shares} now={moment} />
            <EndpointsTable
              endpoints={now.endpoints}
              since={new Date(startedAt).toISOString()}
              now={moment}
            />
          </div>
          <QuarantinePanel {...quarantine} now={moment} mayDecide={isAdmin} />
        </div>
      )}
      <TimelineCursor />
      {now !== null && <Ages seed={seed} />}
    </>
  );
});
