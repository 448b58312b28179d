import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { ProviderStatus } from "@/lib/market/market_view.ts";
import type { Store } from "@/lib/store/store.ts";
import { rememberClosure } from "./exchange_calendar.ts";

const STATE = "market_status";

/** Asks the provider what the exchange is doing and keeps the answer; without one the calendar's rules stand. */
export async function rememberProviderStatus(finnhub: Finnhub, store: Store): Promise<void> {
  const answer = await finnhub.marketStatus();
  if (!answer.ok || typeof answer.data["isOpen"] !== "boolean") return;
  const { isOpen, session, holiday } = answer.data;
  const status: ProviderStatus = {
    isOpen,
    session: typeof session === "string" ? session : null,
    holiday: typeof holiday === "string" && holiday !== "" ? holiday : null,
    fetchedAt: answer.fetchedAt,
  };
  const before = providerStatus(store);
  await store.writeState(STATE, status);
  await rememberClosure(store, status, before);
}

/** What the provider last said of the exchange. */
export function providerStatus(store: Store): ProviderStatus | null {
  const status = store.readState(STATE);
  return typeof status === "object" && status !== null && "isOpen" in status
    ? status as ProviderStatus
    : null;
}
