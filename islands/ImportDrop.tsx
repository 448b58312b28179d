import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ImportReport as Report } from "@/lib/transfer/report.ts";
import { ImportReport } from "@/routes/(_components)/ImportReport.tsx";

/** Takes price files, dropped or chosen, and shows what came of them. Without JavaScript it is a form. */
export default function ImportDrop({ symbol }: { symbol: string }) {
  const form = useRef<HTMLFormElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const isOver = useSignal(false);
  const isBusy = useSignal(false);
  const refusal = useSignal("");
  const report = useSignal<Report | null>(null);

  const send = async () => {
    if (form.current === null || isBusy.value) return;
    isBusy.value = true;
    refusal.value = "";
    report.value = null;
    try {
      const response = await fetch("/api/import", {
        method: "POST",
        headers: { accept: "application/json" },
        body: new FormData(form.current),
      });
      const body = await response.json();
      if (response.ok) report.value = body;
      else if (body.report !== undefined) report.value = body.report;
      else refusal.value = body.detail;
    } catch {
      refusal.value = "The server did not answer. Try again.";
    } finally {
      isBusy.value = false;
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    isOver.value = false;
    const dropped = event.dataTransfer?.files;
    if (files.current === null || dropped === undefined || dropped.length === 0) return;
    files.current.files = dropped;
    send();
  };

  return (
    <div class="stack">
      <form
        ref={form}
        class={isOver.value ? "drop over" : "drop"}
        method="post"
        action="/api/import"
        encType="multipart/form-data"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onDragOver={(event) => {
          event.preventDefault();
          isOver.value = true;
        }}
        onDragLeave={() => isOver.value = false}
        onDrop={drop}
      >
        <label>
          Price files, chosen or dropped here{" "}
          <input ref={files} type="file" name="file" multiple required accept=".csv,.txt,.tsv,text/csv" />
        </label>
        <label>
          Symbol{" "}
          <input
            type="text"
            name="symbol"
            size={12}
            maxLength={16}
            value={symbol}
            placeholder="as the file says"
          />
        </label>
        <label>
          03/04 is{" "}
          <select name="dates">
            <option value="">as the file tells</option>
            <option value="mdy">March 4</option>
            <option value="dmy">3 April</option>
          </select>
        </label>
        <button type="submit" class="primary" disabled={isBusy.value}>
          {isBusy.value ? "Importing…" : "Import"}
        </button>
      </form>
      <p role="alert" class="fault">{refusal.value}</p>
      <div aria-live="polite">{report.value !== null && <ImportReport report={report.value} />}</div>
    </div>
  );
}
