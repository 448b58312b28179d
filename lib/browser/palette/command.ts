/** Something that the palette can do. */
export interface Command {
  /** Unique among all. */
  readonly id: string;
  readonly title: string;
  /** What kind of thing it is: `Symbol`, `Page`, `Range`, `Action`. */
  readonly kind: string;
  /** Further words by which it is found. */
  readonly words?: string;
  /** Keys that do the same. */
  readonly keys?: string;
  /** Where it leads; else it does something here. */
  readonly href?: string;
  /** Does it; a text that it gives is said to the reader, and the palette stays. */
  readonly run?: () => Promise<string | void> | string | void;
}

/**
 * The commands that fit what was typed, the best first; without a text all, in their order.
 * @param most how many at most
 */
export function rank(commands: readonly Command[], text: string, most: number): readonly Command[] {
  const tokens = text.toLowerCase().split(/\s+/).filter((token) => token !== "");
  return commands.map((command, place) => ({ command, place, score: scoreOf(command, tokens) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, most)
    .map(({ command }) => command);
}

/** Every token has to be found; 0 where one is not. */
function scoreOf({ title, kind, words = "" }: Command, tokens: readonly string[]): number {
  const name = title.toLowerCase();
  const rest = `${kind} ${words}`.toLowerCase();
  return tokens.reduce((total, token) => {
    const score = tokenScore(name, rest, token);
    return score === 0 ? 0 : total * score;
  }, 1);
}

function tokenScore(name: string, rest: string, token: string): number {
  const [first = ""] = name.split(" ");
  if (first === token) return 16;
  if (name.startsWith(token)) return 8;
  if (beginsWord(name, token)) return 6;
  if (beginsWord(rest, token)) return 4;
  return name.includes(token) ? 3 : rest.includes(token) ? 2 : 0;
}

function beginsWord(text: string, token: string): boolean {
  return text.split(/[\s.:/-]+/).some((word) => word.startsWith(token));
}
