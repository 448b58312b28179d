import type { Column, Dataset, DatasetName } from "./dataset.ts";

/** A file of a dataset; `path` is relative to the description. */
export interface DataFile {
  readonly dataset: DatasetName;
  readonly path: string;
}

/**
 * The Frictionless description (`datapackage.json`, Data Package v1) of the files on a volume: one resource a dataset,
 * made of all its files. A key can come several times over the files, and the last row of each stands; so the key
 * is given as `keyColumns` and not as `primaryKey`, which would have to be unique.
 *
 * @see https://specs.frictionlessdata.io/data-package/
 */
export function dataPackage(datasets: readonly Dataset[], files: readonly DataFile[]): object {
  const resources = datasets.flatMap((dataset) => {
    const paths = files.filter((file) => file.dataset === dataset.name).map((file) => file.path).sort();
    // A resource needs at least one file.
    return paths.length === 0 ? [] : [resourceOf(dataset, paths)];
  });
  return {
    profile: "tabular-data-package",
    name: "quarterhour",
    title: "Quarterhour: stock market data, a quarter-hour at a time",
    description: "All files of a resource put together, the last row of each key kept, are the truth.",
    resources,
  };
}

function resourceOf(dataset: Dataset, paths: readonly string[]): object {
  return {
    profile: "tabular-data-resource",
    name: dataset.name,
    title: dataset.title,
    description: dataset.description,
    path: paths,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    dialect: { delimiter: ",", lineTerminator: "\n", quoteChar: '"', doubleQuote: true, header: true },
    schema: { fields: dataset.columns.map((column) => fieldOf(dataset, column)), missingValues: [""] },
    keyColumns: dataset.key,
  };
}

function fieldOf(dataset: Dataset, column: Column): object {
  return {
    name: column.name,
    type: column.type,
    // The default of a datetime has no milliseconds.
    ...(column.type === "datetime" ? { format: "%Y-%m-%dT%H:%M:%S.%fZ" } : {}),
    description: column.description,
    ...(column.unit === undefined ? {} : { unit: column.unit }),
    ...(column.required || dataset.key.includes(column.name) ? { constraints: { required: true } } : {}),
  };
}
