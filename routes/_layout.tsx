import { FigureCards } from "@/islands/frame.tsx";
import { formatDateTime, zoneName } from "@/lib/market/format.ts";
import { define } from "@/lib/services/define.ts";
import { Masthead } from "./(_components)/Masthead.tsx";
import { PageCsv } from "./(_components)/PageCsv.tsx";
import { PastBar } from "./(_components)/PastBar.tsx";
import { addressNow, pastControl, stepsAround } from "@/lib/services/past_control.ts";
import { pageSeed } from "@/lib/services/status_view.ts";

export default define.layout(function Layout({ Component, state, url }) {
  const { services, known } = state;
  const at = known?.at ?? null;
  const seed = pageSeed(state);
  return (
    <>
      <a class="skip-link" href="#content">Skip to content</a>
      <Masthead url={url} seed={seed} past={pastControl(services, url, at)} />
      <OfflineNote at={seed.snapshot.at} />
      {at !== null && <PastBar at={at} back={addressNow(url)} steps={stepsAround(services, url, at)} />}
      {services.config.demo && (
        <aside class="demo-note" aria-label="Demo data">
          <strong>Demo data.</strong> Every price, headline and figure here is simulated. Set{" "}
          <code>FINNHUB_API_KEY</code> to see the real market.
        </aside>
      )}
      <p class="print-only">
        Quarterhour, <span data-printed>{formatDateTime(seed.snapshot.at)}</span> {zoneName()}
      </p>
      <main id="content" tabIndex={-1}>
        <Component />
      </main>
      <FigureCards seed={seed} />
      <footer class="foot">
        <span>Quarterhour {services.version}</span>
        <span>{services.config.demo ? "Simulated data" : "Data by Finnhub"} · times in {zoneName()}</span>
        <span class="stream-note number" data-stream-note />
        <PageCsv path={url.pathname} past={seed.past} />
        <a href="/api/openapi.json">API</a>
        <a href="/metrics">Metrics</a>
      </footer>
    </>
  );
});

/** Hidden, until the service worker gives this page to somebody whom the server does not answer. */
function OfflineNote({ at }: { at: string }) {
  return (
    <aside class="demo-note offline-note" aria-label="Offline">
      <strong>
        Offline, as of <time dateTime={at}>{formatDateTime(at)}</time> {zoneName()}.
      </strong>{" "}
      Nothing here is live. This page comes back to life by itself.
    </aside>
  );
}
