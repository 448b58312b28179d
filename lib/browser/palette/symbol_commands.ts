import type { SearchView } from "@/lib/services/symbol_search.ts";
import type { Command } from "./command.ts";

/**
 * Symbols that the server does not poll, found by their letters or their company's name: each leads to where it is put on
 * a list. Nothing while the server, or the provider, cannot be asked.
 */
export async function symbolCommands(text: string, signal: AbortSignal): Promise<readonly Command[]> {
  const response = await fetch(`/api/search?q=${encodeURIComponent(text)}`, { signal });
  if (!response.ok) return [];
  const { results }: SearchView = await response.json();
  return results.filter(({ polled }) => !polled).map(({ symbol, name }) => ({
    id: `add ${symbol}`,
    kind: "Add",
    title: `${symbol} ${name}`,
    href: `/?edit=1&add=${encodeURIComponent(symbol)}#watchlist`,
  }));
}
