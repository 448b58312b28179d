/** Commands that read a dataset elsewhere, each with a button that copies it where there is a script. */
export function Commands({ name, origin, pandas, hasSymbols, symbol }: {
  name: string;
  /** This server, as the reader reached it. */
  origin: string;
  /** Its line of pandas. */
  pandas: string;
  hasSymbols: boolean;
  symbol: string;
}) {
  const one = symbol === "" ? "AAPL" : symbol;
  const filter = hasSymbols ? `&symbol=${one}` : "";
  const commands = [
    ["curl", `curl '${origin}/api/export?dataset=${name}${filter}' > ${name}.csv`],
    ["Parquet", `curl '${origin}/api/export?dataset=${name}&format=parquet' > ${name}.parquet`],
    [
      "pandas",
      `import pandas as pd; ${name} = pd.read_csv("${origin}/api/export?dataset=${name}", keep_default_na=False, na_values=[""])`,
    ],
    ["pandas, from the files", pandas],
    ["without a server", `deno task export ${name}${hasSymbols ? ` --symbol ${one}` : ""} --out ${name}.csv`],
  ] as const;
  return (
    <dl class="commands">
      {commands.map(([label, command]) => (
        <div key={label}>
          <dt class="small soft">{label}</dt>
          <dd>
            <pre tabIndex={0} role="group" aria-label={`Command: ${label}`}><code>{command}</code></pre>
            <button type="button" data-copy={command} hidden aria-label={`Copy the command: ${label}`}>
              Copy
            </button>
          </dd>
        </div>
      ))}
    </dl>
  );
}
