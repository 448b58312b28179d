import type { ComponentChildren } from "preact";

/** Options of a panel. */
export interface PanelProps {
  readonly id: string;
  readonly title: string;
  /** Small print at the right of the title: source, age, a link. */
  readonly aside?: ComponentChildren;
  /** Further class names. */
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A titled section of a page. */
export function Panel({ id, title, aside, class: className = "", children }: PanelProps) {
  return (
    <section class={`panel ${className}`} aria-labelledby={`${id}-title`} id={id}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {aside && <span class="aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
