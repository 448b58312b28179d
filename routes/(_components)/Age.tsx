import { formatAge, formatAgo, formatDateTime, zoneName } from "@/lib/market/format.ts";

/** How long ago something was. The island `Ages` lets it grow; its place is as wide as the longest. */
export function Age({ iso, now, ago = false }: {
  /** ISO 8601 UTC; `null`: never. */
  iso: string | null;
  /** Epoch milliseconds. */
  now: number;
  /** Whether as words of a sentence: `3 min ago`. @default false */
  ago?: boolean;
}) {
  if (iso === null) return <span class="age">{ago ? formatAgo(null, now) : formatAge(null, now)}</span>;
  return (
    <time
      class="age"
      data-age={ago ? "ago" : "age"}
      dateTime={iso}
      title={`${formatDateTime(iso)} ${zoneName()}`}
    >
      {ago ? formatAgo(iso, now) : formatAge(iso, now)}
    </time>
  );
}
