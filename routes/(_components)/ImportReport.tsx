import { counted, formatInteger } from "@/lib/market/format.ts";
import type { FileReport, ImportReport as Report } from "@/lib/transfer/report.ts";
import { Scroll } from "./Scroll.tsx";

const REJECTIONS_SHOWN = 50;

/** What an import understood, took and rejected. */
export function ImportReport({ report }: { report: Report }) {
  return (
    <div class="stack">
      <p>
        <strong>{report.summary}.</strong>
      </p>
      {report.files.map((file) => <FileSection key={file.file} file={file} />)}
    </div>
  );
}

function FileSection({ file }: { file: FileReport }) {
  const { understood } = file;
  return (
    <section aria-label={file.file}>
      <p>
        <code>{file.file}</code> <span class={`badge ${TONES[file.status]}`}>{file.status}</span>
      </p>
      {file.reason !== null && <p class="fault">Refused: {file.reason}.</p>}
      <ul class="plain">
        {file.series.map(({ symbol, interval, from, to, rows, new_rows }) => (
          <li key={`${symbol} ${interval}`}>
            <a href={addressOf(symbol, from, to)}>{symbol}</a>, {interval}: {counted(rows, "bar")} from{" "}
            {dayOf(from)} to {dayOf(to)}, {formatInteger(new_rows)} of them new
          </li>
        ))}
        {file.notes.map((note) => <li key={note}>{note}.</li>)}
        {understood !== null && (
          <>
            <li>
              Columns:{" "}
              {understood.columns.map(({ column, as }) => `${column || "(no name)"} as ${as}`).join(", ")}
              {understood.ignored.length > 0 && `; ignored: ${understood.ignored.join(", ")}`}
            </li>
            <li>
              Dates: {understood.dates}, {understood.order}; numbers: {understood.numbers}; prices:{" "}
              {understood.prices}; symbol from {understood.symbol_from}
            </li>
          </>
        )}
      </ul>
      {file.rejected > 0 && <Rejections file={file} />}
    </section>
  );
}

const TONES: Readonly<Record<FileReport["status"], string>> = {
  imported: "good",
  unchanged: "",
  refused: "bad",
};

function Rejections({ file: { file, rejected, rejections } }: { file: FileReport }) {
  return (
    <Scroll label={`Lines of ${file} that were rejected`}>
      <table>
        <caption class="visually-hidden">Rejected lines</caption>
        <thead>
          <tr>
            <th scope="col" class="number">Line</th>
            <th scope="col">Rejected because</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <tbody>
          {rejections.slice(0, REJECTIONS_SHOWN).map(({ line, reason, text }) => (
            <tr key={line}>
              <td class="number">{formatInteger(line)}</td>
              <td class="wrap">{reason}</td>
              <td class="wrap">
                <code>{text}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rejected > REJECTIONS_SHOWN && (
        <p class="soft small">and {counted(rejected - REJECTIONS_SHOWN, "line")} more.</p>
      )}
    </Scroll>
  );
}

/** Where the bars stand on the page of price history: after an import they are seldom the newest. */
function addressOf(symbol: string, from: string, to: string): string {
  return `/data/stock_historical?${new URLSearchParams({ symbol, from, to })}`;
}

function dayOf(time: string): string {
  return time.endsWith("T00:00:00.000Z") ? time.slice(0, 10) : `${time.slice(0, 16).replace("T", " ")} UTC`;
}
