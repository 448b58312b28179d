import { formatFullDateTime } from "@/lib/market/format.ts";

/** Says that a page shows the past. */
export function PastBar({ at, back }: {
  /** Epoch milliseconds. */
  at: number;
  /** The same page of now. */
  back: string;
}) {
  const iso = new Date(at).toISOString();
  return (
    <aside class="demo-note past-note" aria-label="The past">
      <strong>
        As it was known on <time dateTime={iso}>{formatFullDateTime(iso)}</time> New York
      </strong>
      {" · "}
      <a href={back}>back to now</a>
    </aside>
  );
}
