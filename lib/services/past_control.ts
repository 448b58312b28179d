import { HttpError } from "fresh";
import { previousClose } from "@/lib/exchange/mod.ts";
import { Slots } from "@/lib/ingest/slots.ts";
import { addressAt } from "@/lib/market/address.ts";
import { conventions, EXCHANGE_ZONE, zoneName } from "@/lib/market/conventions.ts";
import { firstKnown, instantText } from "./past.ts";
import type { Services } from "./services.ts";

/** Names of the form's fields: a time of New York's clock or of the reader's, and a shortcut. */
export const PAST_FIELDS = { newYork: "new_york", local: "local", shortcut: "past" } as const;

/** A way to an instant that people ask for often. */
export interface Shortcut {
  readonly value: string;
  readonly label: string;
  /** Whether something was known then. */
  readonly isKnown: boolean;
}

/** What the form that chooses an instant needs. Times are of the reader's clock, `YYYY-MM-DDTHH:MM`. */
export interface PastControl {
  /** Name of the field of the time. */
  readonly field: string;
  readonly value: string;
  /** The first minute of which something is known; empty where there is none. */
  readonly min: string;
  readonly max: string;
  readonly shortcuts: readonly Shortcut[];
  /** The page's other parameters: they stay. */
  readonly kept: readonly (readonly [name: string, value: string])[];
}

/** A slot beside the instant that a page shows. */
export interface Step {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The page as it was then. */
  readonly address: string;
}

/** The slots before and after an instant; `null` for one that is yet to come, or of which nothing is known. */
export interface Steps {
  readonly previous: Step | null;
  readonly next: Step | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

type Clock = Pick<Services, "config" | "store" | "market" | "now">;

const SHORTCUTS: readonly {
  readonly value: string;
  readonly label: string;
  readonly at: (clock: Clock) => number;
}[] = [
  { value: "hour", label: "An hour ago", at: ({ now }) => now() - HOUR_MS },
  { value: "day", label: "A day ago", at: ({ now }) => now() - DAY_MS },
  { value: "close", label: "The last close", at: lastClose },
  { value: "week", label: "A week ago", at: ({ now }) => now() - 7 * DAY_MS },
];

/**
 * The form's state on a page.
 * @param at the instant that the page shows, epoch milliseconds; `null`: now
 */
export function pastControl(clock: Clock, url: URL, at: number | null): PastControl {
  const { store, now } = clock;
  const first = firstKnown(store);
  // A minute that has begun before the first row came has nothing to show.
  const least = first === null ? null : Math.ceil(first / MINUTE_MS) * MINUTE_MS;
  return {
    field: conventions().zone === EXCHANGE_ZONE ? PAST_FIELDS.newYork : PAST_FIELDS.local,
    value: wallText(at ?? now()),
    min: least === null || least > now() ? "" : wallText(least),
    max: wallText(now()),
    shortcuts: SHORTCUTS.map(({ value, label, at }) => ({
      value,
      label,
      isKnown: first !== null && at(clock) >= first,
    })),
    kept: [...keptOf(url)],
  };
}

/**
 * Where a request of the form leads: the same page with `?at=`, as an address relative to the request's own. `null`
 * for any other request.
 * @throws {HttpError} 400 for what is no time, or no shortcut
 */
export function chosenAddress(clock: Clock, url: URL): string | null {
  const { newYork, local, shortcut } = PAST_FIELDS;
  const { searchParams } = url;
  const [exchange, name] = [searchParams.get(newYork), searchParams.get(shortcut)];
  const text = exchange ?? searchParams.get(local);
  if (text === null && name === null) return null;
  const query = keptOf(url);
  // A field that was emptied asks for now.
  if (name !== null) query.set("at", instantText(shortcutInstant(clock, name)));
  else if (text !== null && text !== "") {
    const zone = exchange === null ? conventions().zone : EXCHANGE_ZONE;
    query.set("at", instantText(wallInstant(text, zone)));
  }
  return `?${query}`;
}

/** The slots around the instant that a page shows. */
export function stepsAround({ config, store, now }: Clock, url: URL, at: number): Steps {
  const slots = new Slots(config.ingestCron);
  const step = (slot: number): Step => ({
    at: new Date(slot).toISOString(),
    address: addressAt(addressNow(url), instantText(slot)),
  });
  // The slot of the instant itself is where we stand.
  const [before, after] = [slots.previous(at - 1), slots.next(at)];
  const first = firstKnown(store) ?? Infinity;
  return { previous: before < first ? null : step(before), next: after > now() ? null : step(after) };
}

/** The address of a page of the past, as it is now. */
export function addressNow(url: URL): string {
  const query = keptOf(url).toString();
  return query === "" ? url.pathname : `${url.pathname}?${query}`;
}

/** What a page was asked for beside the instant; which rows of a table were in view is another matter then. */
function keptOf({ searchParams }: URL): URLSearchParams {
  const kept = new URLSearchParams(searchParams);
  for (const name of ["at", "offset", ...Object.values(PAST_FIELDS)]) kept.delete(name);
  return kept;
}

function wallInstant(text: string, zone: string): number {
  try {
    if (!LOCAL_TIME.test(text)) throw new RangeError("Not a time");
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HttpError(
      400,
      `Cannot read the time "${text.slice(0, 40)}": expected ${zoneName(zone)}'s, such as 2026-11-20T14:30`,
    );
  }
}

function shortcutInstant(clock: Clock, name: string): number {
  const found = SHORTCUTS.find(({ value }) => value === name);
  if (found === undefined) {
    const names = SHORTCUTS.map(({ value }) => value).join(", ");
    throw new HttpError(400, `Cannot go to "${name.slice(0, 40)}": expected one of ${names}`);
  }
  return Math.floor(found.at(clock) / 1000) * 1000;
}

/** When what the slot of the bell learned was known: at the slot after it. The demo may never close, New York does. */
function lastClose({ config, market, now }: Clock): number {
  const { previous_close } = market.exchange();
  const close = previous_close === null ? previousClose(now()) : Date.parse(previous_close);
  return Math.min(new Slots(config.ingestCron).next(close), now());
}

/** What the reader's clock shows, `YYYY-MM-DDTHH:MM`. */
function wallText(at: number): string {
  const { zone } = conventions();
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString()
    .slice(0, 16);
}
