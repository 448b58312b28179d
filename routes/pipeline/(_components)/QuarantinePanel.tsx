import InstantForm from "@/islands/InstantForm.tsx";
import { addressAt } from "@/lib/market/address.ts";
import { formatInteger, withTimes } from "@/lib/market/format.ts";
import type { QuarantineChoice } from "@/lib/services/quarantine_choice.ts";
import { Age } from "../../(_components)/Age.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** A row kept aside, as far as it is told of now and of the past. */
export interface QuarantineLine {
  readonly id: string;
  readonly dataset: string;
  readonly symbol: string;
  readonly reason: string;
  readonly raw: string;
  readonly first_seen: string;
  /** Of now: how often it came, when last, and whether it can be accepted. */
  readonly count?: number;
  readonly last_seen?: string;
  readonly acceptable?: boolean;
}

/** Options of {@linkcode QuarantinePanel}. */
export interface QuarantinePanelProps {
  readonly rows: readonly QuarantineLine[];
  readonly choice: QuarantineChoice;
  readonly now: number;
  /** Whether the reader may decide about rows. */
  readonly mayDecide: boolean;
  /** The instant shown, ISO 8601 UTC. @default now */
  readonly past?: string | undefined;
}

const RAW_SHOWN = 120;

/** Rows that failed their check or are not believed: what came, why it was kept aside, and what to do about it. */
export function QuarantinePanel({ rows, choice, now, mayDecide, past }: QuarantinePanelProps) {
  const isNarrowed = choice.dataset !== "" || choice.reason !== "";
  return (
    <section class="panel" id="quarantine" aria-labelledby="quarantine-title">
      <header>
        <h2 id="quarantine-title">Quarantine</h2>
        <span class="aside">
          kept aside; the last good value stands · <a href={addressAt("/api/quarantine", past)}>JSON</a>
        </span>
      </header>
      {choice.datasets.length > 0 && (
        <form id="quarantine-form" class="tools body" method="get" action="/pipeline#quarantine">
          {past !== undefined && <input type="hidden" name="at" value={past} />}
          <label>
            Dataset{" "}
            <select name="q_dataset">
              <option value="">all</option>
              {choice.datasets.map((name) => (
                <option key={name} value={name} selected={name === choice.dataset}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            Reason{" "}
            <select name="q_reason">
              <option value="">all</option>
              {choice.reasons.map(({ reason, count }) => (
                <option key={reason} value={reason} selected={reason === choice.reason}>
                  {`${withTimes(reason)} (${formatInteger(count)})`}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">Show</button>
          <InstantForm form="quarantine-form" target="quarantined" />
        </form>
      )}
      <div data-fresh={past === undefined ? "quarantined" : undefined} id="quarantined">
        {rows.length === 0
          ? <p class="empty">{isNarrowed ? "None of that kind." : "No bad rows."}</p>
          : <Lines rows={rows} now={now} mayDecide={mayDecide} />}
        {choice.total > rows.length && (
          <p class="body small soft">
            The {formatInteger(rows.length)} seen last of {formatInteger(choice.total)}.
          </p>
        )}
      </div>
    </section>
  );
}

function Lines({ rows, now, mayDecide }: Pick<QuarantinePanelProps, "rows" | "now" | "mayDecide">) {
  return (
    <Scroll label="Quarantine">
      <table>
        <thead>
          <tr>
            <th scope="col">Dataset</th>
            <th scope="col">Symbol</th>
            <th scope="col">Reason</th>
            <th scope="col">As it came</th>
            <th scope="col" class="number">Times</th>
            <th scope="col" class="number">Last</th>
            {mayDecide && <th scope="col">Decide</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td class="nowrap">{row.dataset}</td>
              <td>{row.symbol === "" ? "–" : row.symbol}</td>
              <td class="wrap">{withTimes(row.reason)}</td>
              <td class="wrap">
                <code>{row.raw.length > RAW_SHOWN ? `${row.raw.slice(0, RAW_SHOWN)}…` : row.raw}</code>
              </td>
              <td class="number">{formatInteger(row.count ?? null)}</td>
              <td class="number">
                <Age iso={row.last_seen ?? row.first_seen} now={now} ago />
              </td>
              {mayDecide && (
                <td class="nowrap">
                  <Decision row={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Works without JavaScript: the answer is the page again. */
function Decision({ row: { id, dataset, symbol, acceptable } }: { row: QuarantineLine }) {
  const what = symbol === "" ? dataset : `${dataset} of ${symbol}`;
  return (
    <form class="decision" method="post" action={`/api/quarantine/${id}`}>
      {acceptable === true && (
        <button type="submit" name="action" value="accept" aria-label={`Accept ${what}`}>Accept</button>
      )}
      <button type="submit" name="action" value="drop" aria-label={`Drop ${what}`}>Drop</button>
    </form>
  );
}
