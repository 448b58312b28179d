import type { ComponentChildren } from "preact";
import { figureAddress, type FigureName } from "@/lib/market/figure_address.ts";

/** A number that tells where it is from: a link to its provenance, which scripts open in place. */
export function FigureLink({ figure, at, class: className = "", title, children }: {
  figure: FigureName;
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  at: string | undefined;
  /** Further class names. */
  class?: string;
  title?: string | undefined;
  /** The number as it is read; a dash stands for none, and leads nowhere. */
  children: ComponentChildren;
}) {
  if (children === "–") return <span class={className} title={title}>{children}</span>;
  return (
    <a
      class={className === "" ? "figure" : `figure ${className}`}
      href={figureAddress(figure, at)}
      title={title}
      rel="nofollow"
    >
      {children}
    </a>
  );
}
