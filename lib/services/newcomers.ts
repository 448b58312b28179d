import type { Ingest } from "@/lib/ingest/ingest.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";

/**
 * Symbols that came onto the watchlist and were not asked for yet: they get a run of their own, as soon as none is under
 * way, so that nobody waits a quarter of an hour for a first price.
 */
export class Newcomers {
  readonly #ingest: Pick<Ingest, "trigger">;
  readonly #logger: Logger;
  readonly #waiting = new Set<string>();

  constructor(ingest: Pick<Ingest, "trigger">, logger: Logger) {
    this.#ingest = ingest;
    this.#logger = logger;
  }

  /** Takes symbols in; those that left meanwhile are asked for no more. */
  take({ added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] }): void {
    for (const symbol of removed) this.#waiting.delete(symbol);
    for (const symbol of added) this.#waiting.add(symbol);
    this.ask();
  }

  /** Asks for those that wait; where a run is under way, whoever hears of its end calls this again. */
  ask(): void {
    if (this.#waiting.size === 0) return;
    const symbols = [...this.#waiting];
    this.#ingest.trigger(symbols).then(
      (run) => {
        // The run is under way: what came onto the list after these waits for the next.
        if (run?.started) symbols.forEach((symbol) => this.#waiting.delete(symbol));
      },
      (error) => this.#logger.error("New symbols not asked for", { symbols, error }),
    );
  }
}
