/**
 * Changes the server's list.
 * @returns why it did not, in words for people; `null` when it did
 */
export async function changeServerList(action: "add" | "remove", symbol: string): Promise<string | null> {
  try {
    const response = action === "add"
      ? await fetch("/api/watchlist", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ symbol }),
      })
      : await fetch(`/api/watchlist/${encodeURIComponent(symbol)}`, { method: "DELETE" });
    return response.ok ? null : (await response.json()).detail;
  } catch {
    // A router's page, or no network.
    return "The server did not answer. Try again.";
  }
}

const YEAR_S = 31_536_000;

/** Remembers a choice in this browser, so that the server paints the next page with it at once. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${value === "" ? 0 : YEAR_S}; samesite=lax`;
}
