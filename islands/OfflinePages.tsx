import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { keptPages } from "@/lib/browser/frame/kept_pages.ts";
import { reviveWhenBack } from "@/lib/browser/frame/offline.ts";

/** Links to the pages that can be read without the server; tries meanwhile whether it is back. */
export default function OfflinePages() {
  const paths = useSignal<readonly string[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    reviveWhenBack(stop.signal);
    keptPages().then((kept) => paths.value = kept).catch(reportError);
    return () => stop.abort();
  }, []);
  if (paths.value.length === 0) return null;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">Seen before, as they were then</h2>
      <ul>
        {paths.value.map((path) => (
          <li key={path}>
            <a href={path}>{path === "/" ? "Market" : decodeURIComponent(path.slice("/stocks/".length))}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
