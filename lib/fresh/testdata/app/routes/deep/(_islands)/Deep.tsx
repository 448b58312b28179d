import { useSignal } from "@preact/signals";

/** An island that lives with its route. */
export default function Deep() {
  const count = useSignal(0);
  return <button type="button" id="deep" onClick={() => count.value++}>deep {count}</button>;
}
