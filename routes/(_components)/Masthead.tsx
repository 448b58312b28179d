import Freshen from "@/islands/Freshen.tsx";
import LiveBar from "@/islands/LiveBar.tsx";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import Troubles from "@/islands/Troubles.tsx";
import { addressAt } from "@/lib/market/address.ts";
import type { PastControl } from "@/lib/services/past_control.ts";
import type { LiveSeed } from "@/lib/browser/live.ts";
import { PastChoice } from "./PastChoice.tsx";

const PAGES = [
  ["/", "Market"],
  ["/compare", "Compare"],
  ["/news", "News"],
  ["/calendar", "Calendar"],
  ["/pipeline", "Pipeline"],
  ["/data", "Data"],
] as const;

/** Brand, navigation and the state of the feed. */
export function Masthead({ path, seed, past }: {
  path: string;
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
          {PAGES.map(([href, title]) => (
            <a
              key={href}
              href={addressAt(href, seed.past)}
              aria-current={isCurrent(href, path) ? "page" : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
        <div class="bar-status">
          <LiveBar seed={seed} />
          <PastChoice path={path} control={past} />
          <ThemeSwitch />
          <Freshen seed={seed} />
        </div>
      </div>
      <Troubles seed={seed} />
    </header>
  );
}

function isCurrent(href: string, path: string): boolean {
  if (href === "/") return path === "/" || path.startsWith("/stocks/");
  return path === href || path.startsWith(`${href}/`);
}
