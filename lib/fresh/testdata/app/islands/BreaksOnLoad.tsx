import { IS_BROWSER } from "fresh/runtime";

if (IS_BROWSER) throw new Error("broken on load");

/** Its module cannot be loaded. */
export default function BreaksOnLoad() {
  return <p id="unloaded">still readable</p>;
}
