import { formatInteger } from "@/lib/market/format.ts";
import { PAGE_LINES } from "@/lib/market/watch_view.ts";

/** Steps through the pages of a long list; without JavaScript its buttons send the form. */
export function Pager({ form, page, pages, total, onPage }: {
  /** Id of the form. */
  form: string;
  page: number;
  pages: number;
  /** Lines of all pages. */
  total: number;
  onPage: (page: number) => void;
}) {
  const first = (page - 1) * PAGE_LINES + 1;
  const step = (to: number, title: string) => (
    <button
      type="submit"
      form={form}
      name="page"
      value={to}
      disabled={to < 1 || to > pages}
      onClick={(event) => {
        event.preventDefault();
        onPage(to);
      }}
    >
      {title}
    </button>
  );
  return (
    <nav class="pager" aria-label="Pages of the list">
      {step(page - 1, "Previous")}
      <span class="number small soft">
        {formatInteger(first)}–{formatInteger(Math.min(total, first + PAGE_LINES - 1))} of{" "}
        {formatInteger(total)}
      </span>
      {step(page + 1, "Next")}
    </nav>
  );
}
