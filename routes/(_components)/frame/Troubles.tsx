import { type LiveSeed, useLive } from "@/lib/browser/live.ts";

/** What is wrong with this installation now, and what to do about it. Nothing, as a rule. */
export default function Troubles({ seed }: { seed: LiveSeed }) {
  const { troubles } = useLive(seed);
  return (
    <div role="status" class="troubles">
      {troubles.value.map(({ kind, stops, text, advice }) => (
        <p key={kind} class={stops ? "stops" : undefined}>
          <strong>
            <span aria-hidden="true">⚠</span> {text}
          </strong>{" "}
          {advice}
        </p>
      ))}
    </div>
  );
}
