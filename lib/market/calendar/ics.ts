/** Bytes of a line, its line break not counted (RFC 5545, 3.1). */
const LINE_BYTES = 75;

/** One event of a calendar file. */
export interface IcsEvent {
  /** Names it for good: who subscribes sees a new date as a move. */
  readonly uid: string;
  /** When its content was last another one, ISO 8601 UTC. */
  readonly stamp: string;
  /** Day `YYYY-MM-DD`, for what has no known time; else an instant, ISO 8601 UTC. */
  readonly start: string;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
}

/** What a calendar file says of itself. */
export interface IcsHead {
  readonly name: string;
  readonly description: string;
  /** How often it is worth asking again, hours. */
  readonly refreshHours: number;
}

/** An iCalendar file (RFC 5545, with the names of RFC 7986): lines end in CRLF and are folded at 75 bytes. */
export function icsText({ name, description, refreshHours }: IcsHead, events: readonly IcsEvent[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Quarterhour//Calendar//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    // The second names are what programs took before RFC 7986 had any.
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `DESCRIPTION:${escapeText(description)}`,
    `X-WR-CALDESC:${escapeText(description)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`,
    `X-PUBLISHED-TTL:PT${refreshHours}H`,
    ...events.flatMap(linesOf),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}

function linesOf(event: IcsEvent): string[] {
  const stamp = utcTime(event.stamp);
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    ...startLines(event.start),
    `SUMMARY:${escapeText(event.summary)}`,
    ...(event.description === "" ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
    `CATEGORIES:${event.categories.map(escapeText).join(",")}`,
    `STATUS:${event.status}`,
    // Nobody is busy because somebody reports.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function startLines(start: string): string[] {
  if (start.includes("T")) return [`DTSTART:${utcTime(start)}`];
  const next = new Date(Date.parse(`${start}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  // The end of a day's event is the first day without it.
  return [`DTSTART;VALUE=DATE:${plain(start)}`, `DTEND;VALUE=DATE:${plain(next)}`];
}

/** `20261120T143000Z`. */
function utcTime(iso: string): string {
  return `${plain(iso.slice(0, 19))}Z`;
}

function plain(text: string): string {
  return text.replaceAll(/[-:]/g, "");
}

/** A text as a property's value (RFC 5545, 3.3.11); what no text may hold is left out. */
export function escapeText(text: string): string {
  return text.toWellFormed()
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n?|\n/g, "\\n")
    .replace(/(?!\t)\p{Cc}/gu, "");
}

/** A line in pieces of at most 75 bytes, the later ones behind a blank; no letter is cut. */
export function foldLine(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let room = LINE_BYTES;
  for (const letter of line) {
    const bytes = encoder.encode(letter).length;
    if (bytes > room) {
      folded += "\r\n ";
      room = LINE_BYTES - 1;
    }
    folded += letter;
    room -= bytes;
  }
  return folded;
}
