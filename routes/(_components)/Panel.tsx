import type { ComponentChildren } from "preact";

/** Options of a panel. */
export interface PanelProps {
  readonly id: string;
  readonly title: string;
  /** Small print at the right of the title: source, age, a link. */
  readonly aside?: ComponentChildren;
  /** Further class names. */
  readonly class?: string;
  /**
   * Whether a run renews it in open pages; not for what holds an island, which renews itself.
   * @default false
   */
  readonly fresh?: boolean;
  readonly children: ComponentChildren;
}

/** A titled section of a page. */
export function Panel({ id, title, aside, class: className = "", fresh = false, children }: PanelProps) {
  return (
    <section
      class={`panel ${className}`}
      aria-labelledby={`${id}-title`}
      id={id}
      data-fresh={fresh ? id : undefined}
    >
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {aside && <span class="aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
