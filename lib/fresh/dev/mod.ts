/**
 * `fresh/dev`: builds what the browser loads, and serves during development.
 *
 * @module
 */
export { Builder, type BuilderOptions, type ListenOptions } from "./builder.ts";
export { checkManifest, generateManifest } from "./manifest.ts";
