import { counted, formatInteger } from "@/lib/market/format.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";
import { Age } from "../../(_components)/Age.tsx";
import { Panel } from "../../(_components)/Panel.tsx";

/** What this process is joined to: Redis, the trades socket, open pages. */
export function ConnectionsPanel({ view, now }: {
  view: Pick<PipelineView, "bus" | "trades" | "streams" | "overruns" | "service">;
  now: number;
}) {
  const { bus, trades, streams, overruns, service } = view;
  const isAlone = bus.kind === "in-process";
  return (
    <Panel id="connections" fresh title="Connections" aside={`role ${service.role}`}>
      <dl class="figures">
        <div>
          <dt>Redis</dt>
          <dd>{isAlone ? "off" : bus.connected ? "connected" : <span class="fault">✕ away</span>}</dd>
          <dd>
            <small>
              {isAlone ? "events stay in this process" : (
                <>
                  {bus.address}, for <Age iso={new Date(bus.since).toISOString()} now={now} />
                </>
              )}
            </small>
          </dd>
        </div>
        <div>
          <dt>Live trades</dt>
          <dd>
            {trades === null
              ? "off"
              : trades.connected
              ? "connected"
              : <span class="fault">✕ disconnected</span>}
          </dd>
          <dd>
            <small>
              {trades === null
                ? "set LIVE_TRADES"
                : `${counted(trades.subscribed, "symbol")}${
                  trades.dropped === 0 ? "" : `, ${formatInteger(trades.dropped)} beyond the socket's fifty`
                }${trades.doubted === 0 ? "" : `, ${counted(trades.doubted, "price")} not believed`}`}
            </small>
          </dd>
        </div>
        <div>
          <dt>Open pages</dt>
          <dd>{formatInteger(streams)}</dd>
          <dd>
            <small>event streams</small>
          </dd>
        </div>
        <div>
          <dt>Slots overrun</dt>
          <dd>{formatInteger(overruns)}</dd>
          <dd>
            <small>since the start</small>
          </dd>
        </div>
      </dl>
      {!isAlone && bus.lastError !== "" && <p class="body small soft">Redis said last: {bus.lastError}</p>}
    </Panel>
  );
}
