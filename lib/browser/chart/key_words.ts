/** The chart's keys as people read them, in the order in which they are learned; two spaces part alternatives. */
export const CHART_KEYS: readonly (readonly [keys: string, words: string])[] = [
  ["←  →", "the bar before, the next bar"],
  ["Page Up  Page Down", "ten bars"],
  ["Home  End", "first and last bar in view"],
  ["h  l", "highest high, lowest low in view"],
  ["e  E", "next event, event before"],
  ["+  −", "zoom in, zoom out"],
  ["Shift ←  Shift →", "move the view"],
  ["0", "the whole range"],
  ["Esc", "leaves the bar"],
];
