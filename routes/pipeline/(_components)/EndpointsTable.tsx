import { formatInteger } from "@/lib/market/format.ts";
import type { EndpointView } from "@/lib/services/endpoints_view.ts";
import { Age } from "../../(_components)/Age.tsx";
import { Panel } from "../../(_components)/Panel.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** Words for what an answer came to. */
const RESULTS: Readonly<Record<NonNullable<EndpointView["last_result"]>, string>> = {
  ok: "ok",
  refused: "refused by plan",
  unauthorized: "key refused",
  rate_limited: "429, too many",
  server: "server error",
  timeout: "no answer in time",
  network: "not reached",
  malformed: "not JSON",
  client: "not understood",
  cancelled: "cut off",
};

/** What each endpoint of the provider was asked, what it said, and what it said last. */
export function EndpointsTable({ endpoints, since, now }: {
  endpoints: readonly EndpointView[];
  /** When counting began, ISO 8601 UTC. */
  since: string;
  now: number;
}) {
  return (
    <Panel
      id="endpoints"
      fresh
      title="Endpoints"
      aside={
        <>
          counted for <Age iso={since} now={now} /> · <a href="/api/endpoints">JSON</a>
        </>
      }
    >
      <Scroll label="Endpoints of the provider">
        <table>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">Last answer</th>
              <th scope="col" class="number">Ago</th>
              <th scope="col" class="number">Calls</th>
              <th scope="col" class="number">Ok</th>
              <th scope="col" class="number">Refused</th>
              <th scope="col" class="number">429</th>
              <th scope="col" class="number">Errors</th>
              <th scope="col" class="number">Retries</th>
            </tr>
          </thead>
          <tbody>
            {endpoints.map((each) => (
              <tr key={each.endpoint}>
                <td class="nowrap two-lines">
                  <code>{each.endpoint}</code>
                  <span class="small faint">
                    {each.datasets.length === 0 ? "asked beside" : each.datasets.join(", ")}
                  </span>
                </td>
                <td class="last-answer">
                  <Result endpoint={each} />
                  {each.last_message !== "" && (
                    <span class="small soft">
                      {reasonOf(each)} (<Age iso={each.last_message_at} now={now} ago />)
                    </span>
                  )}
                </td>
                <td class="number">
                  <Age iso={each.last_at} now={now} />
                </td>
                <td class="number">{count(each.calls)}</td>
                <td class="number">{count(each.ok)}</td>
                <td class="number">{count(each.refused)}</td>
                <td class="number">{count(each.throttled)}</td>
                <td class="number">{count(each.errors)}</td>
                <td class="number">{count(each.retries)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

/** What it came to last; of what this process has not asked, what is known of the plan. */
function Result({ endpoint: { last_result, plan } }: { endpoint: EndpointView }) {
  const refused = plan.filter(({ allowed }) => !allowed).map(({ suffix }) => suffix);
  if (last_result === null && refused.length === 0) return <span class="faint">not asked yet</span>;
  const result = last_result ?? "refused";
  const tone = result === "ok" ? "good" : result === "refused" ? "" : "bad";
  const elsewhere = refused.filter((suffix) => suffix !== "");
  return (
    <>
      <span class={`badge ${tone}`}>{RESULTS[result]}</span>
      {elsewhere.length > 0 && <span class="small faint">refused for {elsewhere.join(", ")}</span>}
    </>
  );
}

/** What was said, without the name of the endpoint: that stands at the beginning of the line. */
function reasonOf({ endpoint, last_message }: EndpointView): string {
  return last_message.replace(`Cannot read "${endpoint}": `, "").replace(/ \(asked [^)]*\)$/, "");
}

function count(value: number): string {
  return value === 0 ? "–" : formatInteger(value);
}
