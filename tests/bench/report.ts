/** One line of the report. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What it is to be held against: another way to do the same in the same run, or the aim. */
  readonly beside?: string;
  /** Whether the aim was met; absent where there is none. */
  readonly reached?: boolean;
}

/** What one measurement came to. */
export interface Report {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** How it was measured, and what cannot be had. */
  readonly notes: readonly string[];
}

const WIDTH = 110;

/** The report as text for a terminal. */
export function textOf({ title, figures, notes }: Report): string {
  const widths = [
    Math.max(...figures.map(({ what }) => what.length)),
    Math.max(...figures.map(({ value }) => value.length)),
  ];
  const lines = figures.map(({ what, value, beside = "", reached }) => {
    const verdict = reached === undefined ? " " : reached ? "✓" : "✗";
    return `  ${verdict} ${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${beside}`
      .trimEnd();
  });
  return [title, ...lines, ...notes.flatMap((note) => wrapped(note, WIDTH - 4)), ""].join("\n");
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `    ${each}`);
}

/** Milliseconds for a table: `0.42 ms`, `12.3 ms`, `2.71 s`. */
export function ms(value: number): string {
  if (value >= 1_000) return `${(value / 1_000).toFixed(2)} s`;
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

/** Bytes for a table: `371 MiB`. */
export function mib(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

/** Bytes for a table: `46.3 KB`. */
export function kb(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}
