import { COUNT, described, listOf, nullable, object, oneOf, ref, type Schema, TEXT, TIME } from "./schema.ts";

const STATUS = oneOf(
  ["imported", "unchanged", "refused"],
  "`unchanged`: all of it was known. `refused`: nothing of it could be imported.",
);

/** What an import answers. */
export const IMPORT_SCHEMAS: Readonly<Record<string, Schema>> = {
  ImportReport: object({
    status: STATUS,
    run_id: nullable(described(TEXT, "The run on record; null where nothing was new.")),
    rows: described(COUNT, "Bars that the files have."),
    new_rows: described(COUNT, "Those of them that were new or different."),
    rejected: described(COUNT, "Lines that were not imported."),
    files: listOf(ref("ImportedFile")),
    summary: described(TEXT, "All of this in a sentence."),
  }, "What an import came to."),
  ImportedFile: object({
    file: described(TEXT, "Its name, without folders."),
    status: STATUS,
    reason: nullable(described(TEXT, "Why the whole file was refused.")),
    rows: COUNT,
    new_rows: COUNT,
    understood: nullable(object({
      separator: oneOf(["comma", "semicolon", "tab", "bar"]),
      header_line: described(COUNT, "From 1."),
      columns: listOf(object({ column: TEXT, as: TEXT }), "Columns that were read, and as what."),
      ignored: listOf(TEXT, "Columns that were not."),
      dates: described(TEXT, "Form of the dates, for instance `MM/DD/YYYY`."),
      numbers: described(TEXT, "How numbers are written: `1,234.5` or `1.234,5`."),
      order: oneOf(["oldest first", "newest first", "mixed"]),
      prices: described(TEXT, "Whether there are adjusted prices beside those as given."),
      symbol_from: described(TEXT, "How it is known whose prices they are."),
    })),
    series: listOf(object({
      symbol: TEXT,
      interval: TEXT,
      from: described(TIME, "Of the first bar."),
      to: described(TIME, "Of the last bar."),
      rows: COUNT,
      new_rows: COUNT,
    })),
    rejected: COUNT,
    rejections: listOf(
      object({ line: described(COUNT, "From 1."), reason: TEXT, text: TEXT }),
      "The first thousand of them, in the order of lines.",
    ),
    notes: listOf(TEXT),
  }, "What one file came to."),
};

/** What can be said of files that are imported. */
const SAID: Readonly<Record<string, Schema>> = {
  symbol: described(TEXT, "Whose prices they are; of files with several symbols, which to take."),
  dates: oneOf(["mdy", "dmy"], "Which of 03/04/2026 is the month, where the file does not tell."),
  timezone: described(TEXT, "Of times that name none, for instance `America/New_York`."),
};

/** Parameters of an import: for a file alone its name, and what can also stand in a form. */
export const IMPORT_PARAMETERS = Object.entries({
  name: described(TEXT, "Name of a file that is sent alone; may tell whose prices it has."),
  ...SAID,
}).map(([name, { description = "", ...schema }]) => (
  { name, in: "query" as const, description: String(description), schema }
));

/** An import's body. */
export const IMPORT_BODY = {
  required: true,
  description: "A form with files, or one file as it is. At most 8 MiB.",
  content: {
    "multipart/form-data": {
      schema: {
        type: "object",
        required: ["file"],
        properties: { file: listOf({ type: "string", contentMediaType: "text/csv" }), ...SAID },
      },
    },
    "text/csv": { schema: TEXT },
  },
};
