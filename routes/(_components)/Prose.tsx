/** Text of a definition, in which backticks mark names. */
export function Prose({ text }: { text: string }) {
  return <>{text.split("`").map((part, i) => i % 2 === 0 ? part : <code key={i}>{part}</code>)}</>;
}
