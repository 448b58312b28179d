import assert from "node:assert/strict";
import { calendarOf, holidayOn } from "./holidays.ts";

const year2026 = [
  "2026-01-01",
  "2026-01-19",
  "2026-02-16",
  "2026-04-03",
  "2026-05-25",
  "2026-06-19",
  "2026-07-03",
  "2026-09-07",
  "2026-11-26",
  "2026-12-25",
];

Deno.test("holidays - 2026 has the ten days the exchange announced", () => {
  assert.deepEqual([...calendarOf(2026).holidays.keys()], year2026);
});

const holidays: Record<string, string | null> = {
  "2000-04-21": "Good Friday",
  "2001-09-11": "September 11 attacks",
  "2001-09-14": "September 11 attacks",
  "2001-09-17": null,
  "2004-06-11": "Day of Mourning for Ronald Reagan",
  "2004-12-24": "Christmas Day",
  "2004-12-31": null,
  "2006-01-02": "New Year's Day",
  "2007-01-01": "New Year's Day",
  "2007-01-02": "Day of Mourning for Gerald Ford",
  "2010-12-31": null,
  "2011-01-01": null,
  "2012-10-30": "Hurricane Sandy",
  "2015-07-03": "Independence Day",
  "2016-12-26": "Christmas Day",
  "2018-12-05": "Day of Mourning for George H. W. Bush",
  "2021-06-18": null,
  "2021-07-05": "Independence Day",
  "2021-12-24": "Christmas Day",
  "2021-12-31": null,
  "2022-06-20": "Juneteenth",
  "2023-01-02": "New Year's Day",
  "2024-03-29": "Good Friday",
  "2024-06-19": "Juneteenth",
  "2025-01-09": "Day of Mourning for Jimmy Carter",
  "2025-04-18": "Good Friday",
  "2027-06-18": "Juneteenth",
  "2027-12-24": "Christmas Day",
  "2027-12-31": null,
  "2035-03-23": "Good Friday",
};

for (const [date, name] of Object.entries(holidays)) {
  Deno.test(`holidays - ${date} is ${name ?? "no holiday"}`, () => {
    assert.equal(holidayOn(date), name);
  });
}

const halfDays: Record<number, string[]> = {
  2000: ["2000-07-03", "2000-11-24"],
  2002: ["2002-07-05", "2002-11-29", "2002-12-24"],
  2003: ["2003-07-03", "2003-11-28", "2003-12-24", "2003-12-26"],
  2009: ["2009-11-27", "2009-12-24"],
  2013: ["2013-07-03", "2013-11-29", "2013-12-24"],
  2016: ["2016-11-25"],
  2020: ["2020-11-27", "2020-12-24"],
  2021: ["2021-11-26"],
  2023: ["2023-07-03", "2023-11-24"],
  2024: ["2024-07-03", "2024-11-29", "2024-12-24"],
  2025: ["2025-07-03", "2025-11-28", "2025-12-24"],
  2026: ["2026-11-27", "2026-12-24"],
};

for (const [year, dates] of Object.entries(halfDays)) {
  Deno.test(`holidays - half days of ${year} are ${dates.join(", ")}`, () => {
    assert.deepEqual([...calendarOf(Number(year)).halfDays.keys()], dates);
  });
}

Deno.test("holidays - what is no date is refused by name", () => {
  for (const text of ["2023-02-30", "20230101", "", "yesterday"]) {
    assert.throws(() => holidayOn(text), {
      name: "RangeError",
      message: `Cannot read date "${text}": expected YYYY-MM-DD`,
    });
  }
});
