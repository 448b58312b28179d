import type { Signal } from "@preact/signals";

/** Fails when a signal that others use too gets a certain value. */
export default function BreaksLater({ shared }: { shared: Signal<number> }) {
  if (shared.value === 12) throw new Error("broken later");
  return <p id="later">seen {shared.value}</p>;
}
