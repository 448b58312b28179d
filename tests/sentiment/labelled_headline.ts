/** A headline and what it says of the company named: 1 good, -1 bad, 0 neither. */
export interface LabelledHeadline {
  readonly label: -1 | 0 | 1;
  readonly company: string;
  readonly headline: string;
}

/** A line of the lists: `company | headline`. */
export function labelled(label: LabelledHeadline["label"], lines: string): LabelledHeadline[] {
  return lines.trim().split("\n").map((line) => {
    const [company = "", headline = ""] = line.split(" | ").map((part) => part.trim());
    return { label, company, headline };
  });
}
