import type { Signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";

interface CounterProps {
  name: string;
  shared: Signal<number>;
}

/** Adds to a signal that it shares with other islands, and to a state of its own. */
export default function Counter({ name, shared }: CounterProps) {
  const [own, setOwn] = useState(0);
  const id = useId();
  return (
    <p id={name}>
      <label for={id}>{name}</label>
      <button
        type="button"
        id={id}
        onClick={() => {
          shared.value++;
          setOwn(own + 1);
        }}
      >
        add
      </button>
      <output>{shared}/{own}</output>
    </p>
  );
}

/** A second island in the same file. */
export function Total({ shared }: { shared: Signal<number> }) {
  return <output id="total">total {shared}</output>;
}
