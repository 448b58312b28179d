import type { RouteConfig } from "fresh";
import { asset, Head } from "fresh/runtime";
import OfflinePages from "@/islands/OfflinePages.tsx";
import { define } from "@/lib/services/define.ts";
import { PageNav } from "./(_components)/PageNav.tsx";

/** The frame of other pages tells of the market: nothing is known of it here. */
export const config: RouteConfig = { skipInheritedLayouts: true };

/** What the service worker shows where the server does not answer and the page was never seen. */
export default define.page(function OfflinePage() {
  return (
    <>
      <Head>
        <title>Offline · Quarterhour</title>
        <link rel="stylesheet" href={asset("/offline.css")} />
      </Head>
      <a class="skip-link" href="#content">Skip to content</a>
      <header class="bar">
        <div class="bar-inner">
          <PageNav path="" />
        </div>
      </header>
      <main id="content" class="plain-page" tabIndex={-1}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
          <circle cx="12" cy="12" r="10" stroke-dasharray="3 2.24" />
          <path d="M12 12V6" />
        </svg>
        <h1>The server does not answer</h1>
        <p>
          This page was never opened on this device, so there is nothing of it to show. It opens by itself as
          soon as the server is back.
        </p>
        <OfflinePages />
      </main>
    </>
  );
});
