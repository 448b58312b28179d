import { signal } from "@preact/signals";
import BreaksAtOnce from "../islands/BreaksAtOnce.tsx";
import BreaksLater from "../islands/BreaksLater.tsx";
import BreaksOnLoad from "../islands/BreaksOnLoad.tsx";
import Counter, { Total } from "../islands/Counter.tsx";
import Facts from "../islands/Facts.tsx";
import Lazy from "../islands/Lazy.tsx";
import Panel from "../islands/Panel.tsx";

/** A page with islands of every kind. */
export default function Index() {
  const shared = signal(10);
  return (
    <main>
      <BreaksAtOnce />
      <BreaksOnLoad />
      <BreaksLater shared={shared} />
      <Counter name="first" shared={shared} />
      <Counter name="second" shared={shared} />
      <Total shared={shared} />
      <Facts
        at={new Date(0)}
        link={new URL("https://example.com/</script><!--")}
        table={new Map([["AAPL", { closes: [1.5, 2.25], tags: new Set(["tech"]) }]])}
        big={41n}
      />
      <Lazy />
      <Panel title={<h2 class="t">From the server</h2>} later={<i id="hidden" hidden>held back</i>}>
        <p data-note="kept">text</p>
        <input id="field" disabled value="v" />
        <Counter name="inner" shared={shared} />
      </Panel>
    </main>
  );
}
