import type { Row } from "@/lib/datasets/dataset.ts";
import { textIn } from "@/lib/market/stock/cells.ts";
import { logoLetter, profileFacts } from "@/lib/market/stock/profile.ts";
import { Figure } from "./Figure.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

/** Who a company is. */
export function Profile({ context, row, today }: {
  context: PanelContext;
  row: Row | undefined;
  today: string;
}) {
  const facts = row === undefined ? [] : profileFacts(row, today);
  return (
    <StockPanel
      context={context}
      id="profile"
      title="Profile"
      dataset="company_profiles"
      sources={row === undefined ? [] : [textIn(row, "source")]}
      isEmpty={row === undefined}
    >
      <p class="company">
        <span class="logo-letter" aria-hidden="true">{logoLetter(row, context.symbol)}</span>
        <strong>{textIn(row, "name") || context.symbol}</strong>
      </p>
      <dl class="facts">
        {facts.map(({ label, column, text, note, value, href }) => (
          <div key={column}>
            <dt>{label}</dt>
            <dd>
              {value !== undefined
                ? <Figure dataset="company_profiles" row={row} column={column}>{text}</Figure>
                : href !== undefined
                ? <a href={href} rel="noopener noreferrer external" target="_blank">{text}</a>
                : text}
              {note !== undefined && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </StockPanel>
  );
}
