import { IS_BROWSER } from "fresh/runtime";

/** Cannot be hydrated. */
export default function BreaksAtOnce() {
  if (IS_BROWSER) throw new Error("broken at once");
  return <p id="broken">from the server</p>;
}
