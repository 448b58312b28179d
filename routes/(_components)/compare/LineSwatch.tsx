/** A short stretch of a symbol's line, as the chart draws it: colour and dashes. */
export function LineSwatch({ slot }: { slot: number }) {
  return (
    <svg class="line-swatch" width="22" height="8" aria-hidden="true">
      <line class={lineClass(slot)} x1="0" y1="4" x2="22" y2="4" />
    </svg>
  );
}

/** Class of a symbol's line: there are eight colours, and beyond those the same with other dashes. */
export function lineClass(slot: number): string {
  return `line line-${slot % 8}${slot >= 8 ? " again" : ""}`;
}
