import { join } from "node:path";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { AtomicWriter } from "./atomic.ts";
import type { Catalog } from "./catalog.ts";
import { messageOf } from "./store_error.ts";
import { INTERNAL } from "./volume.ts";

const CATALOG = `${INTERNAL}/catalog.json`;

/** Says where `catalog.json` and the files disagree: something else than this project changed them, or a run was cut. */
export async function compareWithCatalog(dir: string, catalog: Catalog, logger: Logger): Promise<void> {
  const text = await readText(join(dir, CATALOG), logger);
  if (text === "" && catalog.files().length === 0) return;
  const { unknown, missing, changed, silently } = catalog.compare(text);
  if (silently.length > 0) {
    logger.error("Data files changed though their size and time did not", { files: silently.slice(0, 20) });
  }
  if (unknown + missing + changed > 0) {
    logger.info("Catalog rebuilt from the files", { unknown, missing, changed });
  }
}

/** Writes what describes the files, where it is not what stands there already. */
export async function writeDescriptions(
  dir: string,
  catalog: Catalog,
  writer: AtomicWriter,
  logger: Logger,
): Promise<void> {
  const text = catalog.toText();
  if (await readText(join(dir, CATALOG), logger) === text) return;
  await writer.write(join(dir, CATALOG), new TextEncoder().encode(text), "catalog.json");
}

/** Text of a file that can be written anew; empty when it is missing or cannot be read. */
async function readText(path: string, logger: Logger): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) {
      logger.warning("Description of the volume ignored", { file: path, reason: messageOf(error) });
    }
    return "";
  }
}
