import { type LiveSeed, useLive } from "@/lib/browser/live.ts";

/** What is wrong with this installation now, and what to do about it. Nothing, as a rule. */
export default function Troubles({ seed }: { seed: LiveSeed }) {
  const { troubles } = useLive(seed);
  return (
    <div role="status" class="troubles">
      {troubles.value.map(({ kind, stops, text, advice }) => (
        <details key={kind} open class={stops ? "stops" : undefined}>
          <summary>
            <span aria-hidden="true">⚠</span>
            {text}
          </summary>
          <p>{advice}</p>
        </details>
      ))}
    </div>
  );
}
