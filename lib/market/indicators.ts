/**
 * The technical indicators, for pages and islands: the same functions that fill the dataset `technical_indicators`. A
 * `History` can be passed as it is: its columns are what they take.
 *
 * @module
 */
export * from "@/lib/indicators/mod.ts";
