import { type LiveSeed, useLive, useLostAt } from "@/lib/browser/live.ts";
import { bellWords, exchangeWords } from "@/lib/market/exchange_words.ts";
import { formatCountdown, formatTime } from "@/lib/market/format.ts";

/** State of the exchange, time to the bell and to the next poll, and whether this page hears the server. */
export default function LiveBar({ seed }: { seed: LiveSeed }) {
  const live = useLive(seed);
  const { market, nextRun, progress, now } = live;
  const lostAt = useLostAt(live);
  const isConnected = lostAt === null;
  const bell = seed.past === undefined && isConnected ? bellWords(market.value, now.value) : "";
  return (
    <>
      <span class="exchange">
        <span class={`dot ${isConnected ? market.value.is_open ? "on" : "" : "off"}`} />
        {isConnected ? exchangeWords(market.value) : `As of ${formatTime(lostAt)}, not connected`}
      </span>
      {bell !== "" && <span class="bell number">{bell}</span>}
      <span class="next number">
        {seed.past !== undefined
          ? "The past"
          : !isConnected
          ? ""
          : progress.value !== null
          ? `Polling ${progress.value.done} of ${progress.value.total}`
          : nextRun.value === null
          ? "Pages only"
          : `Next poll in ${formatCountdown(nextRun.value, now.value)}`}
      </span>
      <span role="status">
        {!isConnected && <span class="badge bad">Reconnecting</span>}
      </span>
    </>
  );
}
