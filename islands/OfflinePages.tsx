import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { type KeptPage, keptPages } from "@/lib/browser/frame/kept_pages.ts";
import { reviveWhenBack } from "@/lib/browser/frame/offline.ts";
import { formatAgo, formatDateTime, zoneName } from "@/lib/market/format.ts";

/** How often ages are told anew, milliseconds. */
const AGES_MS = 5_000;

/** Links to the pages that can be read without the server, and how old each is; tries meanwhile whether it is back. */
export default function OfflinePages() {
  const pages = useSignal<readonly KeptPage[]>([]);
  const now = useSignal(0);
  useEffect(() => {
    const stop = new AbortController();
    reviveWhenBack(stop.signal);
    keptPages().then((kept) => {
      now.value = Date.now();
      pages.value = kept;
    }).catch(reportError);
    const timer = setInterval(() => now.value = Date.now(), AGES_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  if (pages.value.length === 0) return null;
  return (
    <section class="panel kept" aria-labelledby="kept">
      <header>
        <h2 id="kept">Seen before, as they were then</h2>
      </header>
      <ul>
        {pages.value.map(({ path, madeAt }) => (
          <li key={path}>
            <a href={path}>{path === "/" ? "Market" : decodeURIComponent(path.slice("/stocks/".length))}</a>
            {madeAt !== null && (
              <time class="number soft" dateTime={madeAt}>
                {formatDateTime(madeAt)} {zoneName()} · {formatAgo(madeAt, now.value)}
              </time>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
