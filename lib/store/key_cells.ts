/** As `keyOf` in lib/datasets/keys.ts writes them. */
const SEPARATOR = "\u001f";
const ESCAPE = "\u001b";

/** The cells that `keyOf` made a key of, as text. */
export function cellsOfKey(key: string): string[] {
  if (!key.includes(ESCAPE)) return key.split(SEPARATOR).slice(0, -1);
  const cells: string[] = [];
  let cell = "";
  for (let at = 0; at < key.length; at++) {
    const character = key.charAt(at);
    if (character === ESCAPE) cell += key.charAt(++at);
    else if (character === SEPARATOR) {
      cells.push(cell);
      cell = "";
    } else cell += character;
  }
  return cells;
}
