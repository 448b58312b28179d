import type { Column, Dataset } from "@/lib/datasets/dataset.ts";
import { COUNT, listOf, nullable, object, oneOf, ref, type Schema, TEXT } from "./schema.ts";

/** Name of a dataset's row in the document: `StockQuotesRow`. */
export function rowName({ name }: Dataset): string {
  return `${pascalCase(name)}Row`;
}

/** Name of a dataset's answer in the document: `StockQuotesRows`. */
export function rowsName({ name }: Dataset): string {
  return `${pascalCase(name)}Rows`;
}

/** The schemas of a dataset: its row, from its columns, and the answer that holds some of them. */
export function datasetSchemas(dataset: Dataset): Record<string, Schema> {
  const columns = dataset.columns.map((column) => [column.name, cellSchema(dataset, column)] as const);
  return {
    [rowName(dataset)]: object(Object.fromEntries(columns), dataset.description),
    [rowsName(dataset)]: object({
      dataset: { const: dataset.name },
      total: { ...COUNT, description: "Rows selected, before offset and limit." },
      offset: COUNT,
      columns: listOf(oneOf(dataset.columns.map(({ name }) => name)), "Names of the columns, in order."),
      rows: listOf(ref(rowName(dataset))),
    }),
  };
}

function cellSchema(dataset: Dataset, column: Column): Schema {
  const { name, description, unit, required } = column;
  const schema = { ...TYPES[column.type], description };
  const isFilled = required || dataset.key.includes(name);
  return { ...(isFilled ? schema : nullable(schema)), ...(unit === undefined ? {} : { "x-unit": unit }) };
}

const TYPES: Readonly<Record<Column["type"], Schema>> = {
  string: TEXT,
  integer: { type: "integer" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
};

function pascalCase(name: string): string {
  return name.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
