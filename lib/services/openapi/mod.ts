/** The description of the HTTP API, made from the dataset definitions and one table of operations. */
export { openApiDocument } from "./document.ts";
export { type Operation, operationsFor } from "./operations.ts";
