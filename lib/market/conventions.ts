/** How the reader of a page wants numbers and times to be written. */
export interface Conventions {
  /** BCP 47 tag, for instance `de-CH`. */
  readonly locale: string;
  /** IANA name of a time zone, for instance `Europe/Berlin`. */
  readonly zone: string;
}

/** The exchange's zone. */
export const EXCHANGE_ZONE = "America/New_York";

/** Where nobody chose: programs, log lines, tests. */
export const DEFAULT_CONVENTIONS: Conventions = { locale: "en-US", zone: EXCHANGE_ZONE };

let current: () => Conventions = ofDocument;

/**
 * The conventions of whoever reads now: in the browser those of the document, on the server those of the request that
 * is answered, once {@linkcode readConventionsFrom} says where to find them.
 */
export function conventions(): Conventions {
  return current();
}

/** Says where conventions are found. For the server, which answers many readers at a time. */
export function readConventionsFrom(source: () => Conventions): void {
  current = source;
}

/** `<html data-locale="de-DE" data-zone="Europe/Berlin">`; without them the default. */
function ofDocument(): Conventions {
  if (typeof document === "undefined") return DEFAULT_CONVENTIONS;
  const { locale = DEFAULT_CONVENTIONS.locale, zone = DEFAULT_CONVENTIONS.zone } =
    document.documentElement.dataset;
  return { locale, zone };
}

/** Whether times are those of the exchange. */
export function isExchangeTime(): boolean {
  return current().zone === EXCHANGE_ZONE;
}

/** The place whose time is told, for people: `New York`, `Buenos Aires`, `UTC`. */
export function zoneName(zone: string = current().zone): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
