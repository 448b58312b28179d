import type { ComponentChildren } from "preact";
import { formatAgo, formatClock, formatFullDateTime, formatInteger } from "@/lib/market/format.ts";
import type { FormulaView, ProvenanceView } from "@/lib/services/provenance/view.ts";
import { pageWords, reckonedWords, sourceWords } from "@/lib/services/provenance/words.ts";
import { VerdictBadge } from "./Freshness.tsx";

/** Where a number is from: what it is, its three clocks, its run, file and line, and how it was reckoned. */
export function ProvenanceCard({ provenance, heading: Heading }: {
  provenance: ProvenanceView;
  /** Of a page the first, of a card within one the second. */
  heading: "h1" | "h2";
}) {
  const { subject, title, description, text, value, unit, note, verdict, citation, formula } = provenance;
  const shown = pageWords(provenance);
  return (
    <article class="provenance panel" id="provenance" aria-labelledby="provenance-title">
      <header>
        <Heading id="provenance-title" tabIndex={-1}>
          {subject} <span class="soft">{title}</span>
        </Heading>
        {verdict !== null && <VerdictBadge verdict={verdict} />}
      </header>
      <div class="body">
        <p class="provenance-value">
          <data value={value === null ? "" : String(value)}>{shown}</data>{" "}
          <span class="soft">{shown.endsWith("%") ? "" : unit}</span>
          {shown !== text && <span class="soft small">in full {text}</span>}
          <CopyButton text={value === null ? "" : String(value)} label="Copy value" />
        </p>
        {description !== "" && <p class="soft small">{description.replaceAll("`", "")}</p>}
        {note !== "" && <p class="small provenance-note">{note}</p>}
        <Clocks provenance={provenance} />
        <Place provenance={provenance} />
        {formula !== null && <Reckoning formula={formula} unit={unit} />}
        <p class="provenance-citation">
          <cite>{citation}</cite>
          <CopyButton text={citation} label="Copy citation" />
        </p>
        <p class="small">
          {Heading === "h2" && (
            <>
              <a href={provenance.address} data-permanent>This card’s own page</a>
              {" · "}
            </>
          )}
          <a href={provenance.address.replace("/provenance", "/api/provenance")}>JSON</a>
        </p>
      </div>
    </article>
  );
}

/** When the exchange said it, when it was fetched, when it came onto this screen. */
function Clocks({ provenance: { as_of, fetched_at, checked_at, answered_at, at } }: {
  provenance: ProvenanceView;
}) {
  const now = Date.parse(answered_at);
  return (
    <dl>
      <Fact title="Exchange said">
        {as_of === null ? <span class="soft">no time of its own</span> : <Clock iso={as_of} now={now} />}
      </Fact>
      <Fact title="We fetched">
        {fetched_at === null ? <span class="soft">not known</span> : <Clock iso={fetched_at} now={now} />}
        {checked_at !== null && fetched_at !== null && checked_at > fetched_at && (
          <span class="soft small">asked again {formatAgo(checked_at, now)}</span>
        )}
      </Fact>
      {at === null && (
        <Fact title="On this screen">
          <time dateTime={answered_at} data-on-screen>{formatClock(answered_at)}</time>
        </Fact>
      )}
      {at !== null && (
        <Fact title="As known">
          <time dateTime={at}>{formatFullDateTime(at)}</time>
        </Fact>
      )}
    </dl>
  );
}

function Clock({ iso, now }: { iso: string; now: number }) {
  return (
    <>
      <time dateTime={iso}>{formatFullDateTime(iso)}</time>
      <span class="soft small">{formatAgo(iso, now)}</span>
    </>
  );
}

function Place({ provenance: { source, run, file } }: { provenance: ProvenanceView }) {
  return (
    <dl>
      {source !== "" && <Fact title="Source">{sourceWords(source)}</Fact>}
      {run !== null && (
        <Fact title="Run">
          <a href={run.address}>{run.run_id}</a>
          <span class="soft small">{run.status}, {run.trigger}</span>
        </Fact>
      )}
      {file !== null && (
        <Fact title="File">
          <a href={file.address}>{file.path}</a>
          <span class="soft small">line {file.line}</span>
          <code class="raw" tabIndex={0}>{file.text}</code>
        </Fact>
      )}
    </dl>
  );
}

function Reckoning({ formula: { text, words, reckoned, agrees, inputs, inputs_total }, unit }: {
  formula: FormulaView;
  unit: string;
}) {
  return (
    <section aria-label="How it is reckoned">
      <p>
        <code>{text}</code>
        {reckoned !== null && (
          <span class={agrees ? "soft small" : "small provenance-note"}>
            {agrees ? "reckoned again: " : "reckoned again it differs: "}
            {reckonedWords(reckoned)} {unit}
          </span>
        )}
      </p>
      {words !== "" && <p class="soft small">{words}</p>}
      <ul>
        {inputs.map(({ name, label, value, address }) => (
          <li key={`${name} ${label}`}>
            <span>{name} {label !== "" && <span class="soft small">{label}</span>}</span>
            <a class="figure number" href={address}>{reckonedWords(value)}</a>
          </li>
        ))}
      </ul>
      {inputs_total > inputs.length && (
        <p class="soft small">
          The first and the last of them, {inputs.length} of {formatInteger(inputs_total)}.
        </p>
      )}
    </section>
  );
}

function Fact({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** It works with scripts alone, and is hidden until one is there. */
function CopyButton({ text, label }: { text: string; label: string }) {
  return <button type="button" class="copy" data-copy={text} hidden>{label}</button>;
}
