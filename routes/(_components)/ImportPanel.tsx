import ImportDrop from "@/islands/ImportDrop.tsx";
import type { Config } from "@/lib/config.ts";
import { Panel } from "./Panel.tsx";

/** Where price files are imported; who may not is told how to. */
export function ImportPanel(
  { symbol, isAdmin, config }: { symbol: string; isAdmin: boolean; config: Config },
) {
  return (
    <Panel id="import" title="Import price files" aside="CSV of Yahoo, Stooq, Nasdaq and others">
      <div class="body">
        {isAdmin ? <ImportDrop symbol={symbol} /> : (
          <p class="soft">
            {config.adminToken === ""
              ? (
                <>
                  On the server's own machine, by <code>deno task import FILE</code>; here after{" "}
                  <code>ADMIN_TOKEN</code> is set.
                </>
              )
              : (
                <>
                  <a href="/pipeline">Sign in</a> to import here.
                </>
              )}
          </p>
        )}
      </div>
    </Panel>
  );
}
