/**
 * CSV as `@std/csv` reads and writes it, on packages from npm: `parse` over csv-parse, `stringify` over
 * csv-stringify. Names, options and results are those of `@std/csv` 1.0, so that code written against it runs on
 * either; what is not supported fails with a `TypeError` that names the option.
 *
 * @module
 */
export { parse, type ParseOptions } from "./parse.ts";
export { type Column, type DataItem, stringify, type StringifyOptions } from "./stringify.ts";
