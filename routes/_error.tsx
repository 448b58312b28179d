import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/services/define.ts";

export default define.page(function ErrorPage({ error, state, url }) {
  const status = error instanceof HttpError ? error.status : 500;
  const { title, detail } = wordsFor(error, status);
  const symbols = state.services.market.symbols.slice(0, MOST_NAMED);
  const isStock = url.pathname.startsWith("/stocks/");
  return (
    <>
      <Head>
        <title>{`${title} · Quarterhour`}</title>
      </Head>
      <section class="plain-page" aria-labelledby="error">
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
          <circle cx="12" cy="12" r="10" />
          <path d={status < 500 ? "M12 12V7M12 16.5v.5" : "M8.5 8.5l7 7M15.5 8.5l-7 7"} />
        </svg>
        <h1 id="error">{title}</h1>
        <p>{detail}</p>
        {status === 404 && isStock && (
          <p>
            On the list are {symbols.map((symbol, i) => (
              <span key={symbol}>
                {i > 0 && ", "}
                <a href={`/stocks/${encodeURIComponent(symbol)}`}>{symbol}</a>
              </span>
            ))}
            {state.services.market.symbols.length > symbols.length && " and others"}.{" "}
            <a href="/?edit=1#watchlist">Add another</a>
          </p>
        )}
        <p class="small soft">
          Status {status} · <a href="/">Back to the market</a>
          {status >= 500 && (
            <>
              {" "}· <a href={url.pathname + url.search}>Try again</a>
            </>
          )}
        </p>
      </section>
    </>
  );
});

/** Symbols that a page without a stock leads to. */
const MOST_NAMED = 12;

function wordsFor(error: unknown, status: number): { readonly title: string; readonly detail: string } {
  if (!(error instanceof HttpError) || status >= 500) {
    return {
      title: "Our fault",
      detail:
        "Something here broke while this page was made. The server's log says more; the data is not touched.",
    };
  }
  const title = status === 404 ? "There is nothing here" : "That did not work";
  // The framework's own words are the status's name; a route's say what was wrong.
  return { title, detail: error.message === "Not Found" ? "No page has this address." : `${error.message}.` };
}
