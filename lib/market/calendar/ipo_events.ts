import type { Row } from "@/lib/datasets/dataset.ts";
import { numberOf, textOf } from "./company_events.ts";
import type { IpoEvent } from "./event.ts";

/**
 * Offerings out of rows of `ipo_calendar`. The provider tells a new date or state in a new row and takes nothing back:
 * an expected day stands only until the same company is expected on another, was priced, or withdrew.
 */
export function ipoEvents(rows: readonly Row[]): IpoEvent[] {
  const used = new Set<string>();
  return [...Map.groupBy(rows, ({ name }) => textOf(name)).values()].flatMap((offers) =>
    standing(offers).map((row) => eventOf(row, used))
  );
}

function standing(offers: readonly Row[]): Row[] {
  const learned = (row: Row) => textOf(row["fetched_at"]);
  const isExpected = ({ status }: Row) => status === "expected";
  // Of rows that came together the later day counts.
  const last = offers.filter(isExpected).reduce<Row | undefined>(
    (a, b) => a === undefined || placeOf(b) >= placeOf(a) ? b : a,
    undefined,
  );
  const isOver = last !== undefined &&
    offers.some((row) =>
      (row["status"] === "priced" || row["status"] === "withdrawn") && learned(row) >= learned(last)
    );
  return offers.filter((row) => !isExpected(row) || (row === last && !isOver));
}

function placeOf(row: Row): string {
  return `${textOf(row["fetched_at"])} ${textOf(row["date"])}`;
}

function eventOf(row: Row, used: Set<string>): IpoEvent {
  const [date, name, status] = [textOf(row["date"]), textOf(row["name"]), textOf(row["status"])];
  // What was expected becomes what was priced, or withdrawn; a filing is another event.
  const stem = `ipo-${status === "filed" ? "filed-" : ""}${slugOf(name)}`;
  // A name can go public twice.
  const id = [stem, `${stem}-${date}`].find((each) => !used.has(each)) ?? `${stem}-${date}-${status}`;
  used.add(id);
  return {
    id,
    kind: "ipo",
    date,
    symbol: textOf(row["symbol"]),
    status,
    name,
    exchange: textOf(row["exchange"]),
    price: textOf(row["price"]),
    shares: numberOf(row["number_of_shares"]),
    value_usd: numberOf(row["total_shares_value"]),
    updated_at: textOf(row["fetched_at"]),
  };
}

/** A name in letters that every calendar takes, and that no other name has but for blanks, points and case. */
function slugOf(name: string): string {
  return name.toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => `u${letter.codePointAt(0)?.toString(16)}`)
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
