/**
 * The datasets: one definition per file, from which everything else about a dataset follows (CSV header, parser,
 * data page, API, description on the volume).
 *
 * @module
 */
export { type Bar, barsOf, type Sample, samplesOf } from "./bars.ts";
export { checkRow } from "./check.ts";
export { provenance } from "./columns.ts";
export { type DataFile, dataPackage } from "./datapackage.ts";
export type * from "./dataset.ts";
export { defuse, defuseRow } from "./defuse.ts";
export { formatRows, header, parseRows } from "./format.ts";
export { contentOf, keyOf } from "./keys.ts";
export { datasetOf, DATASETS } from "./registry.ts";
export { barRow } from "./stock_historical.ts";
export { isoTime } from "./time.ts";
