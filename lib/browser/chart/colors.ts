/** Names of the colours of a chart; each is a token of the page, `--chart-…` those of its style sheet. */
const TOKENS = {
  up: "--up",
  down: "--down",
  accent: "--accent",
  wash: "--accent-wash",
  grid: "--line",
  strong: "--line-strong",
  ink: "--ink-faint",
  text: "--ink",
  panel: "--panel",
  warn: "--warn",
  sma20: "--chart-1",
  sma50: "--chart-2",
  sma200: "--chart-3",
  ema12: "--chart-4",
  ema26: "--chart-5",
  bb: "--chart-6",
  vwap: "--chart-7",
  compare: "--chart-8",
} as const;

/** Colours of a chart, resolved in the theme that is on. */
export type ChartColors = Readonly<Record<keyof typeof TOKENS, string>>;

/** Reads the page's tokens in the theme that is on. */
export function chartColors(inside: HTMLElement): ChartColors {
  const probe = document.createElement("span");
  // The style sheet names the system's colours where they are forced; a mixture of two would else become one of them.
  probe.style.setProperty("forced-color-adjust", "none");
  inside.append(probe);
  const resolve = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colors = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, resolve(token)]));
  probe.remove();
  // Object.fromEntries forgets that every name is there.
  return colors as ChartColors;
}
