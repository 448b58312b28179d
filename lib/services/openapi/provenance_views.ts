import type { Operation } from "./operations.ts";
import { AT, type Parameter } from "./parameters.ts";
import { freshJson, problems } from "./responses.ts";
import {
  COUNT,
  described,
  FLAG,
  listOf,
  nullable,
  NUMBER,
  object,
  ref,
  type Schema,
  TEXT,
  TIME,
} from "./schema.ts";
import { VERDICTS } from "./views.ts";

const CELL: Schema = { type: ["string", "number", "boolean", "null"] };
const PAGE = described(TEXT, "Address of the page that tells more.");

/** Where a number is from. */
export const PROVENANCE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Provenance: object({
    subject: described(TEXT, "What it is of: a symbol, as a rule."),
    title: TEXT,
    description: TEXT,
    value: CELL,
    text: described(TEXT, "The value for people, all its digits."),
    unit: TEXT,
    as_of: nullable(described(TIME, "When the exchange, or the provider, said it.")),
    fetched_at: nullable(TIME),
    checked_at: nullable(described(TIME, "When it was last asked for with success.")),
    verdict: nullable(VERDICTS["verdict"] ?? TEXT),
    source: described(
      TEXT,
      "As the row says: `finnhub:/quote`, `derived:` and what from, `import:` and the file.",
    ),
    run: nullable(object({ run_id: TEXT, status: TEXT, trigger: TEXT, address: PAGE })),
    file: nullable(object({
      path: described(TEXT, "Below the data folder."),
      line: described(COUNT, "From 1."),
      archived: FLAG,
      text: described(TEXT, "The line as it stands there."),
      address: PAGE,
    })),
    formula: nullable(object({
      text: described(
        TEXT,
        "Arithmetic over the inputs' names; of several inputs with one name, row by row.",
      ),
      words: TEXT,
      reckoned: nullable(described(NUMBER, "What it comes to, of the inputs as they stand.")),
      agrees: described(FLAG, "Whether that is the value."),
      inputs: listOf(object({ name: TEXT, label: TEXT, value: NUMBER, address: PAGE })),
      inputs_total: COUNT,
    })),
    note: TEXT,
    citation: described(TEXT, "The number in a line, to be cited."),
    at: nullable(described(TIME, "The instant of the past that was asked about.")),
    answered_at: TIME,
    address: PAGE,
  }, "Where a number is from."),
};

function required(name: string, description: string, example: string): Parameter {
  return { name, in: "query", required: true, description, schema: TEXT, example };
}

/** The route of it. */
export const PROVENANCE_OPERATION: Operation = {
  path: "/api/provenance",
  method: "get",
  operationId: "getProvenance",
  tag: "Market",
  summary: "Where a number is from: clocks, verdict, run, file and line, formula",
  description:
    "The columns of the dataset's key are parameters too: `?dataset=stock_quotes&symbol=AAPL&as_of=…&column=price`; " +
    "with a symbol alone it is its newest row. The dataset `runs` (with `run_id`) is the record of runs, `figures` what " +
    "is reckoned as it is shown, some of it of a `symbol`; of a comparison (`compare.return`, …) with `symbols` and " +
    "`range` as `/api/compare` has them, of a correlation with the `other` symbol, of a day's with `day`; of a " +
    "bar on today's scale (`scaled.open`, …) with the bar's key.",
  parameters: [
    required("dataset", "A dataset, `runs` or `figures`.", "figures"),
    required("column", "A column of it.", "index.equal"),
    AT,
  ],
  responses: { ...freshJson(200, ref("Provenance"), "Where it is from."), ...problems(400, 404) },
};
