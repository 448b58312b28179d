/** Label values by label name. */
export type Labels = Readonly<Record<string, string>>;

/** Labels as the text format has them, without braces: `plan="free",status="ok"`. */
export type LabelSet = string;

/**
 * The label text of a series, names in declared order.
 * Throws a `TypeError` when the labels are not exactly the declared ones.
 */
export function labelText(metric: string, names: readonly string[], labels: Labels): LabelSet {
  const given = Object.keys(labels);
  if (given.length !== names.length || !names.every((name) => Object.hasOwn(labels, name))) {
    throw new TypeError(`Cannot record metric "${metric}": got labels "${given}", expected "${names}"`);
  }
  return names.map((name) => `${name}="${escapeLabel(String(labels[name]))}"`).join(",");
}

/** One line of the text format. */
export function sampleLine(name: string, labels: LabelSet, value: number): string {
  return `${name}${labels === "" ? "" : `{${labels}}`} ${numberText(value)}`;
}

/** A number as Go's ParseFloat reads it, which is what the format asks for. */
export function numberText(value: number): string {
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
  return String(value);
}

function escapeLabel(text: string): string {
  return text.toWellFormed().replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}
