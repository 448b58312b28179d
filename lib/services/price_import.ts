import { HttpError } from "fresh";
import { StoreError } from "@/lib/store/store_error.ts";
import { importFiles } from "@/lib/transfer/import_files.ts";
import type { ImportReport } from "@/lib/transfer/report.ts";
import type { Services } from "./services.ts";
import type { Upload } from "./upload.ts";

/** How long a request waits for a run under way; runs of a long watchlist take longer. */
const PATIENCE_MS = 20_000;

/**
 * Imports uploaded price files and tells pages and other processes of it.
 * @throws {HttpError} 503 while a run is under way, 507 when the volume is full
 */
export async function importUpload(
  { store, bus, market, now, logger }: Services,
  { files, symbol, dates, timezone }: Upload,
): Promise<ImportReport> {
  try {
    const { report, event } = await importFiles(files, {
      store,
      now,
      watchlist: market.symbols,
      symbol,
      dates,
      timezone,
      patienceMs: PATIENCE_MS,
      // Streams and pages have their turn.
      pause: () => new Promise((resolve) => setTimeout(resolve)),
    });
    if (event !== null) bus.publish("data_ingested", event);
    logger.info("Import finished", { run_id: report.run_id, status: report.status, rows: report.new_rows });
    return report;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    logger.error("Import failed", { error });
    throw new HttpError(error.code === "full" ? 507 : 503, error.message, { cause: error });
  }
}
