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
        <p class="body">
          {error instanceof HttpError && status < 500 && error.message !== ""
            ? error.message
            : "The server's log says more."}
        </p>
        <p class="body">
          <a href="/">Back to the market</a>
        </p>
      </section>
    </>
  );
});
