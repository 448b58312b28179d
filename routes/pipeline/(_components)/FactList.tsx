import type { ComponentChildren } from "preact";

/** A fact in figures: what, how much, and what that means. */
export type Fact = readonly [label: string, value: ComponentChildren, detail: string];

/** Facts side by side. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="figures">
      {facts.map(([label, value, detail]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          <dd>
            <small>{detail}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
