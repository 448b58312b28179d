import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { addressAt } from "@/lib/market/address.ts";
import {
  counted,
  formatBytes,
  formatClock,
  formatDateTime,
  formatInteger,
  withTimes,
} from "@/lib/market/format.ts";
import { define } from "@/lib/services/define.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { runView } from "@/lib/services/run_view.ts";
import { lateWords } from "@/lib/services/timeline.ts";
import { Panel } from "../(_components)/Panel.tsx";
import { Scroll } from "../(_components)/Scroll.tsx";
import { type Fact, FactList } from "./(_components)/FactList.tsx";
import { RunBadge } from "./(_components)/RunBadge.tsx";
import { RunErrors } from "./(_components)/RunErrors.tsx";
import { RunFigure } from "./(_components)/RunFigure.tsx";

export const handler = define.handlers({
  async GET({ url, params, state }) {
    const known = await knownOnPage({ url, state });
    return page({ view: runView(state.services, params["run"], url.searchParams), past: pastOf(known) });
  },
});

export default define.page<typeof handler>(function RunPage({ data: { view, past } }) {
  const { run, attempts, files, errors, quarantine, previous, next } = view;
  const to = (id: string) => addressAt(`/pipeline/${id}`, past);
  const late = lateWords(run);
  const isMissed = run.status === "missed";
  const written = files.filter((file) => file.written);
  const figure = (column: Parameters<typeof RunFigure>[0]["column"]) => (
    <RunFigure run={run} column={column} at={past} />
  );
  const facts: Fact[] = [
    ["Slot", formatDateTime(run.slot), late === "" ? `by ${run.trigger}` : `by ${run.trigger}, ${late}`],
    ["Took", figure("duration_ms"), isMissed ? "no run" : `from ${formatClock(run.started_at)} on`],
    ["Calls", figure("calls"), "to the provider"],
    ["New rows", figure("rows"), `in ${counted(written.length, "file")}`],
    ["Kept aside", figure("quarantined"), run.quarantined === 0 ? "no bad rows" : "bad rows"],
    ["Errors", figure("errors"), run.errors === 0 ? "nothing failed" : "fetches failed"],
  ];
  return (
    <>
      <Head>
        <title>{`Run of ${formatDateTime(run.slot)} · Quarterhour`}</title>
        <link rel="stylesheet" href={asset("/pipeline.css")} />
      </Head>
      <div class="page-head">
        <h1>
          Run of <time dateTime={run.slot}>{formatDateTime(run.slot)}</time> <RunBadge status={run.status} />
        </h1>
        <p class="lede">
          <code>{run.run_id}</code>
          {run.attempt > 1 && <>, attempt {figure("attempt")}</>}
        </p>
        <nav class="run-steps" aria-label="Runs">
          {previous !== null && <a href={to(previous)} rel="prev">← before</a>}{" "}
          <a href={addressAt("/pipeline#runs", past)}>all runs</a>{" "}
          {next !== null && <a href={to(next)} rel="next">after →</a>}
        </nav>
      </div>
      <div class="stack">
        <section class="panel" aria-label="What it came to">
          <FactList facts={facts} />
          {run.note !== "" && <p class="body">{withTimes(run.note)}</p>}
          {attempts.length > 1 && (
            <p class="body small soft">
              Runs of this slot: {attempts.map((id, i) => (
                <>
                  {i > 0 && ", "}
                  {id === run.run_id ? <code>{id}</code> : <a href={to(id)}>{id}</a>}
                </>
              ))}
            </p>
          )}
        </section>
        <RunErrors errors={errors} count={run.errors} />
        <Panel
          id="files"
          title="Files"
          aside={<a href={addressAt(`/api/runs/${run.run_id}`, past)}>JSON</a>}
        >
          {files.length === 0
            ? <p class="empty">None stood.</p>
            : (
              <Scroll label="Files that stood after the run">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Dataset</th>
                      <th scope="col">File</th>
                      <th scope="col">Written</th>
                      <th scope="col" class="number">Rows</th>
                      <th scope="col" class="number">Size</th>
                      <th scope="col">SHA-256</th>
                    </tr>
                  </thead>
                  <tbody>
                    {files.map((file) => (
                      <tr key={file.path}>
                        <td class="nowrap">
                          <a href={addressAt(`/data/${file.dataset}`, past)}>{file.title}</a>
                        </td>
                        <td class="nowrap">
                          {file.rows === null
                            ? <code class="faint">{file.path}</code>
                            : (
                              <a href={addressAt(`/api/files/${file.path}`, past)}>
                                <code>{file.path}</code>
                              </a>
                            )}
                        </td>
                        <td class="nowrap">
                          {file.written
                            ? <span class="badge good">by this run</span>
                            : <span class="faint">before</span>}
                        </td>
                        <td class="number">{formatInteger(file.rows)}</td>
                        <td class="number">{file.bytes === null ? "–" : formatBytes(file.bytes)}</td>
                        <td>
                          {file.sha256 === null
                            ? <span class="faint">now in the archive, or pruned</span>
                            : <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
            )}
        </Panel>
        {quarantine.length > 0 && (
          <Panel id="kept-aside" title="Kept aside" aside="met last by this run">
            <ul class="body kept-aside">
              {quarantine.map((row) => (
                <li key={row.id}>
                  <strong>{row.dataset}{row.symbol !== "" && ` of ${row.symbol}`}</strong>:{" "}
                  {withTimes(row.reason)}
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </>
  );
});
