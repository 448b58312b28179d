/** Options of {@linkcode DownloadForm}. */
export interface DownloadFormProps {
  readonly name: string;
  readonly title: string;
  /** Whether rows are of symbols. */
  readonly hasSymbols: boolean;
  readonly symbol: string;
  /** Id of a list of symbols on the page. */
  readonly symbols?: string;
  /** The instant shown, ISO 8601 UTC. */
  readonly past: string | undefined;
}

/** Any part of a dataset as CSV, Parquet or JSON: what is left empty is everything. Works without a script. */
export function DownloadForm({ name, title, hasSymbols, symbol, symbols, past }: DownloadFormProps) {
  return (
    <form class="tools download" method="get" action={`/data/${name}`} aria-label={`Download ${title}`}>
      {past !== undefined && <input type="hidden" name="at" value={past} />}
      {hasSymbols && (
        <label>
          Symbol{" "}
          <input
            type="text"
            name="symbol"
            value={symbol}
            size={8}
            maxLength={16}
            placeholder="all"
            list={symbols}
            autocomplete="off"
            spellcheck={false}
          />
        </label>
      )}
      <label>
        From <input type="date" name="from" />
      </label>
      <label>
        To <input type="date" name="to" />
      </label>
      <span class="buttons">
        <button type="submit" name="download" value="csv">CSV</button>
        <button type="submit" name="download" value="parquet">Parquet</button>
        <button type="submit" name="download" value="json">JSON</button>
      </span>
    </form>
  );
}
