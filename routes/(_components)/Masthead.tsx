import { asset } from "fresh/runtime";
import { LiveBar, PageFrame, Troubles } from "@/islands/frame.tsx";
import { addressAt } from "@/lib/market/address.ts";
import { PAGES } from "@/lib/market/pages.ts";
import type { PastControl } from "@/lib/services/past_control.ts";
import type { LiveSeed } from "@/lib/browser/live.ts";
import { PageIcon } from "./PageIcon.tsx";
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
        <a class="brand" href={addressAt("/", seed.past)}>
          <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
            <circle cx="12" cy="12" r="10" />
            <path d="M12 12V2a10 10 0 0 1 10 10z" fill="currentColor" stroke="none" />
          </svg>
          <span class="brand-name">Quarterhour</span>
        </a>
        <nav class="nav" aria-label="Pages">
          {PAGES.map(({ path, title }) => (
            <a
              key={path}
              href={addressAt(path, seed.past)}
              aria-current={isCurrent(path, url.pathname) ? "page" : undefined}
            >
              <PageIcon path={path} />
              {title}
            </a>
          ))}
        </nav>
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

function isCurrent(href: string, path: string): boolean {
  if (href === "/") return path === "/" || path.startsWith("/stocks/");
  return path === href || path.startsWith(`${href}/`);
}
