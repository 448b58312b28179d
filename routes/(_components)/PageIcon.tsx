import type { PAGES } from "@/lib/market/pages.ts";

/** Lines of 24 by 24. */
const DRAWINGS: Readonly<Record<typeof PAGES[number]["path"], string>> = {
  "/": "M3 3h8v11H3zM14 3h7v6h-7zM14 12h7v9h-7zM3 17h8v4H3z",
  "/compare": "M3 18l5-7 4 4 9-11M3 21h18M14 19l7-5",
  "/news": "M4 4h13v16H6a2 2 0 0 1-2-2zM17 9h3v9a2 2 0 0 1-2 2M8 8h5M8 12h5M8 16h5",
  "/calendar": "M4 5h16v15H4zM4 10h16M8 3v4M16 3v4",
  "/pipeline": "M3 12h4l3-8 4 16 3-8h4",
  "/data": "M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0",
};

/** A page's sign in the navigation of small screens. */
export function PageIcon({ path }: { path: typeof PAGES[number]["path"] }) {
  return (
    <svg class="page-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={DRAWINGS[path]} />
    </svg>
  );
}
