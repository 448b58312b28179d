import { BY_RULES, type Correction, newYorkDate, readCorrections } from "@/lib/exchange/mod.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { ProviderStatus } from "@/lib/market/market_view.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";

const STATE = "exchange_calendar";

/** The list changes a few times a year, and an unscheduled closure is announced a day ahead. */
const ASK_MS = 24 * 3_600_000;

/** How long what was read of the volume stands: another process may have asked meanwhile. */
const LOOK_MS = 60_000;

/** What is remembered of the exchange's days. All of it can be asked for again. */
interface Remembered {
  /** When the list of holidays was last asked for with success, epoch milliseconds. */
  readonly askedAt: number;
  /** What the list says otherwise than the rules. */
  readonly listed: readonly Correction[];
  /** A day that the exchange's state told of: closed in what should be its session, with a reason. */
  readonly closure: Correction | null;
}

const NOTHING: Remembered = { askedAt: 0, listed: [], closure: null };

/**
 * Asks once a day for the list of holidays and keeps what it says otherwise than the rules; a failure leaves what
 * was known, and the next run asks again.
 * @throws {StoreError}
 */
export async function rememberHolidays(
  finnhub: Finnhub,
  store: Store,
  now: () => number,
  logger: Logger,
): Promise<void> {
  const known = remembered(store);
  if (Math.abs(now() - known.askedAt) < ASK_MS) return;
  const answer = await finnhub.marketHolidays();
  // An empty list is no list: no year is without holidays.
  if (!answer.ok || answer.data.length === 0) return;
  const { corrections: listed, ignored } = readCorrections(answer.data, answer.fetchedAt);
  if (ignored.length > 0) {
    logger.warning("Corrections of the exchange's calendar ignored", {
      count: ignored.length,
      first: ignored.slice(0, 5),
    });
  }
  if (listed.length > 0) {
    logger.info("Exchange's calendar corrected", { days: listed.map(({ date }) => date) });
  }
  await store.writeState(STATE, { ...remembered(store), askedAt: answer.fetchedAt, listed });
}

/**
 * Keeps a day that the exchange's state shows to be closed in what should be its session: with a holiday's name, and
 * never open that day. What opens after all is taken back.
 * @param before the state before this one
 * @throws {StoreError}
 */
export async function rememberClosure(
  store: Store,
  status: ProviderStatus,
  before: ProviderStatus | null,
): Promise<void> {
  const known = remembered(store);
  const date = newYorkDate(status.fetchedAt);
  if (status.isOpen) {
    if (known.closure?.date === date) await store.writeState(STATE, { ...known, closure: null });
    return;
  }
  const wasOpen = before !== null && before.isOpen && newYorkDate(before.fetchedAt) === date;
  const isMeant = status.holiday !== null && !wasOpen && BY_RULES.sessionAt(status.fetchedAt) !== null;
  if (!isMeant || known.closure?.date === date) return;
  const closure: Correction = { date, name: status.holiday ?? "", hours: null };
  await store.writeState(STATE, { ...known, closure });
}

/**
 * What is known better than the rules, as the volume has it; looked at once a minute.
 * @returns gives the same array while nothing changed
 */
export function correctionsOn(store: Store, now: () => number): () => readonly Correction[] {
  let current: readonly Correction[] = [];
  let text = "[]";
  let lookedAt = -Infinity;
  return () => {
    if (Math.abs(now() - lookedAt) < LOOK_MS) return current;
    lookedAt = now();
    const { listed, closure } = remembered(store);
    const read = closure === null ? listed : [...listed.filter(({ date }) => date !== closure.date), closure];
    const next = JSON.stringify(read);
    if (next !== text) {
      text = next;
      current = read;
    }
    return current;
  };
}

/** What stands on the volume; what is no such thing counts for nothing. */
function remembered(store: Store): Remembered {
  const state = store.readState(STATE);
  if (typeof state !== "object" || state === null) return NOTHING;
  const { askedAt, listed, closure } = state as Readonly<Record<string, unknown>>;
  if (typeof askedAt !== "number" || !Array.isArray(listed) || !listed.every(isCorrection)) return NOTHING;
  return { askedAt, listed, closure: isCorrection(closure) ? closure : null };
}

function isCorrection(value: unknown): value is Correction {
  if (typeof value !== "object" || value === null) return false;
  const { date, name, hours } = value as Readonly<Record<string, unknown>>;
  return typeof date === "string" && typeof name === "string" && (hours === null || isHours(hours));
}

function isHours(value: unknown): boolean {
  const { open, close } = Object(value);
  return [open, close].every((time) =>
    Array.isArray(time) && time.length === 2 && time.every((part) => Number.isInteger(part))
  );
}
