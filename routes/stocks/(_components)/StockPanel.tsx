import type { ComponentChildren } from "preact";
import type { DatasetName } from "@/lib/datasets/dataset.ts";
import { addressAt } from "@/lib/market/address.ts";
import { formatDateTime, zoneName } from "@/lib/market/format.ts";
import type { FreshnessView } from "@/lib/market/freshness.ts";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { PanelVerdict } from "../../(_components)/Freshness.tsx";
import { Panel } from "../../(_components)/Panel.tsx";

/** A panel that shows a dataset: verdict, source, all rows and their download in its title, doubts below it. */
export function StockPanel(
  { context, id, title, dataset, sources = [], isEmpty, children, class: className }: {
    context: PanelContext;
    id: string;
    title: string;
    dataset: DatasetName;
    /** Where what is shown comes from. */
    sources?: readonly string[];
    isEmpty: boolean;
    children: ComponentChildren;
    class?: string;
  },
) {
  const { symbol, freshness, waiting, refusal, total, at } = context;
  const found = freshness[dataset];
  const query = `symbol=${encodeURIComponent(symbol)}`;
  const refused = isEmpty ? "" : refusal(dataset);
  const stale = isEmpty || found === undefined ? "" : staleWords(found);
  return (
    <Panel
      id={id}
      title={title}
      fresh
      class={`stock-panel ${className ?? ""}`}
      aside={
        <>
          {found && <PanelVerdict freshness={found} past={at} />}{" "}
          <a href={addressAt(`/data/${dataset}?${query}`, at)}>
            all {total(dataset)} <span class="visually-hidden">rows of {title}</span>
          </a>
          {" · "}
          <a href={addressAt(`/api/datasets/${dataset}.csv?${query}`, at)} download>
            CSV <span class="visually-hidden">of {title}</span>
          </a>
        </>
      }
    >
      {stale !== "" && <p class="stale" data-stale>{stale}</p>}
      {isEmpty ? <p class="empty">{waiting(dataset)}</p> : children}
      {!isEmpty && (refused !== "" || sources.length > 0) && (
        <p class="panel-source">
          {refused !== "" && <>{refused}{" "}</>}
          {sources.length > 0 && <>Source: {sources.join(", ")}</>}
        </p>
      )}
    </Panel>
  );
}

/** Says of what is older than it should be since when, and whose fault it is. */
function staleWords({ verdict, as_of, checked_at }: FreshnessView): string {
  if (verdict === "we_are_stale") {
    return `Old: the provider was last asked with success on ${formatDateTime(checked_at)} ${zoneName()}.`;
  }
  return verdict === "provider_stale"
    ? `Old: the provider has said nothing new since ${formatDateTime(as_of)} ${zoneName()}.`
    : "";
}
