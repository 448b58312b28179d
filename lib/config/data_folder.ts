/**
 * Prints the absolute path of the data folder, for the permission flags of `deno task start`: the task's shell does
 * not read `.env`, and a permission flag takes no empty path.
 *
 * @module
 */
import { resolve } from "node:path";
import { loadEnv } from "./variables.ts";

const path = loadEnv(".").SHARED_DATA_PATH || "./data";
await Deno.stdout.write(new TextEncoder().encode(resolve(path)));
