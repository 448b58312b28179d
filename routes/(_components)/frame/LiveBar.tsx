import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { bellWords, exchangeWords } from "@/lib/market/exchange_words.ts";
import { formatCountdown } from "@/lib/market/format.ts";

/** State of the exchange, time to the bell and to the next poll, and whether this page hears the server. */
export default function LiveBar({ seed }: { seed: LiveSeed }) {
  const { market, nextRun, progress, connected, now } = useLive(seed);
  const bell = seed.past === undefined ? bellWords(market.value, now.value) : "";
  return (
    <>
      <span class="exchange">
        <span class={`dot ${market.value.is_open ? "on" : ""}`} />
        {exchangeWords(market.value)}
      </span>
      {bell !== "" && <span class="bell number">{bell}</span>}
      <span class="next number">
        {seed.past !== undefined
          ? "The past"
          : progress.value !== null
          ? `Polling ${progress.value.done} of ${progress.value.total}`
          : nextRun.value === null
          ? "Pages only"
          : `Next poll in ${formatCountdown(nextRun.value, now.value)}`}
      </span>
      <span role="status">
        {!connected.value && (
          <span class="badge bad">
            <span class="dot off" />
            Reconnecting
          </span>
        )}
      </span>
    </>
  );
}
