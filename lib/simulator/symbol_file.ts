import { listedSymbols } from "./directory.ts";
import { mix } from "./hash.ts";

/** Options of {@linkcode SymbolFile}. */
export interface SymbolFileOptions {
  readonly seed: number;
  readonly now: () => number;
}

/** How long an address of the file works: 10 minutes. */
const VALID_SECONDS = 600;

/**
 * The other host to which `/stock/symbol` redirects: a second port, with a signed address. It refuses a call that
 * brings the key along, so that a client which forwards its header is found out.
 */
export class SymbolFile {
  readonly #options: SymbolFileOptions;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(options: SymbolFileOptions) {
    this.#options = options;
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  /** A signed address, valid for ten minutes of the simulator's clock. */
  address(): string {
    const expires = Math.floor(this.#options.now() / 1000) + VALID_SECONDS;
    return `http://127.0.0.1:${this.#server.addr.port}/static/US.json?expires=${expires}&signature=${
      this.#sign(expires)
    }`;
  }

  async close(): Promise<void> {
    await this.#server.shutdown();
  }

  #sign(expires: number): string {
    return (mix(this.#options.seed, expires, 17) >>> 0).toString(16);
  }

  #answer(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url);
    const expires = Number(searchParams.get("expires"));
    if (request.headers.has("x-finnhub-token") || searchParams.has("token")) {
      return Response.json({ error: "The key was sent to another host" }, { status: 400 });
    }
    const known = pathname === "/static/US.json" && searchParams.get("signature") === this.#sign(expires);
    if (!known || expires * 1000 < this.#options.now()) return new Response("AccessDenied", { status: 403 });
    return Response.json(listedSymbols(this.#options.seed));
  }
}
