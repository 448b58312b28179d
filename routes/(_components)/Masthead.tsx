import { asset } from "fresh/runtime";
import { LiveBar, PageFrame, Troubles } from "@/islands/frame.tsx";
import { addressAt } from "@/lib/market/address.ts";
import type { PastControl } from "@/lib/services/past_control.ts";
import type { LiveSeed } from "@/lib/browser/live.ts";
import { PageNav } from "./PageNav.tsx";
import { PastChoice } from "./PastChoice.tsx";

/** Brand, navigation, the state of the feed, and what is done with a page: search, another time, settings. */
export function Masthead({ url, seed, past }: {
  url: URL;
  seed: LiveSeed;
  /** What the form that chooses an instant of the past needs. */
  past: PastControl;
}) {
  return (
    <header class="bar">
      <div class="bar-inner">
        <PageNav path={url.pathname} past={seed.past} />
        <div class="bar-status">
          <LiveBar seed={seed} />
        </div>
        <div class="bar-tools">
          <button
            type="button"
            class="icon needs-script"
            data-palette
            aria-keyshortcuts="Control+K"
            aria-label="Search"
            title="Search (Ctrl K, /)"
          >
            <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
              <circle cx="10.5" cy="10.5" r="6.5" />
              <path d="m15.5 15.5 5 5" />
            </svg>
          </button>
          <PastChoice path={url.pathname} control={past} />
          <a
            class="button icon"
            href={addressAt(`/settings?back=${encodeURIComponent(url.pathname + url.search)}`, seed.past)}
            data-settings
            aria-label="Settings"
            title="Settings"
          >
            <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
              <path d="M4 7h9m5 0h2M4 17h2m5 0h9" />
              <circle cx="15.5" cy="7" r="2.5" />
              <circle cx="8.5" cy="17" r="2.5" />
            </svg>
          </a>
        </div>
        <PageFrame seed={seed} styles={asset("/dialogs.css")} />
      </div>
      <Troubles seed={seed} />
    </header>
  );
}
