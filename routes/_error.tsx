import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/services/define.ts";

export default define.page(function ErrorPage({ error }) {
  const status = error instanceof HttpError ? error.status : 500;
  return (
    <>
      <Head>
        <title>{`${status} · Quarterhour`}</title>
      </Head>
      <section class="panel" aria-labelledby="error">
        <header>
          <h1 id="error">
            {status === 404 ? "There is nothing here" : status < 500 ? "That did not work" : "Our fault"}
          </h1>
        </header>
        <p class="body">{wordsFor(error)}</p>
        <p class="body">
          <a href="/">Back to the market</a>
        </p>
      </section>
    </>
  );
});

function wordsFor(error: unknown): string {
  if (!(error instanceof HttpError) || error.status >= 500) return "The server's log says more.";
  // The framework's own words are the status's name; a route's say what was wrong.
  return error.message === "Not Found" ? "No page has this address." : error.message;
}
