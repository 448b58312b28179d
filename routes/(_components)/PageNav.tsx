import { addressAt } from "@/lib/market/address.ts";
import { PAGES } from "@/lib/market/pages.ts";
import { PageIcon } from "./PageIcon.tsx";

/** The brand, which leads to the market, and links to the pages. */
export function PageNav({ path, past }: {
  /** Path of the page shown; empty where it is none of them. */
  path: string;
  /** The instant of the past that the page shows. @default now */
  past?: string | undefined;
}) {
  return (
    <>
      <a class="brand" href={addressAt("/", past)}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
          <circle cx="12" cy="12" r="10" />
          <path d="M12 12V2a10 10 0 0 1 10 10z" fill="currentColor" stroke="none" />
        </svg>
        <span class="brand-name">Quarterhour</span>
      </a>
      <nav class="nav" aria-label="Pages">
        {PAGES.map((page) => (
          <a
            key={page.path}
            href={addressAt(page.path, past)}
            aria-current={isCurrent(page.path, path) ? "page" : undefined}
          >
            <PageIcon path={page.path} />
            {page.title}
          </a>
        ))}
      </nav>
    </>
  );
}

function isCurrent(href: string, path: string): boolean {
  if (href === "/") return path === "/" || path.startsWith("/stocks/");
  return path === href || path.startsWith(`${href}/`);
}
