import { join } from "node:path";
import { dataPackage } from "@/lib/datasets/datapackage.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { AtomicWriter } from "./atomic.ts";
import { type Catalog, type CatalogFile, entriesOf } from "./catalog.ts";
import { messageOf } from "./store_error.ts";
import { INTERNAL, PACKAGE } from "./volume.ts";

const CATALOG = `${INTERNAL}/catalog.json`;

/** The files that describe the others and can be written anew: `catalog.json` and `datapackage.json`. */
export class Descriptions {
  readonly #dir: string;
  readonly #writer: AtomicWriter;
  readonly #logger: Logger;
  /** What of the catalog was written last. */
  #revision = -1;

  constructor(dir: string, writer: AtomicWriter, logger: Logger) {
    this.#dir = dir;
    this.#writer = writer;
    this.#logger = logger;
  }

  /** What `catalog.json` says, by path; nothing where it is missing or torn. */
  async readCatalog(): Promise<ReadonlyMap<string, Partial<CatalogFile>>> {
    return entriesOf(await this.#read(CATALOG));
  }

  /** Says where `catalog.json` and the files disagree: somebody else changed them, or a run was cut short. */
  compare(said: ReadonlyMap<string, Partial<CatalogFile>>, catalog: Catalog): void {
    const { unknown, missing, changed, silently } = catalog.compare(said);
    if (silently.length > 0) {
      const files = silently.slice(0, 20);
      this.#logger.error("Data files changed though their size and time did not", { files });
    }
    if (unknown + missing + changed === 0) return;
    this.#logger.info("Catalog rebuilt from the files", { unknown, missing, changed });
  }

  /**
   * Writes both, where they are not what stands there already.
   * @throws {StoreError}
   */
  async write(datasets: readonly Dataset[], catalog: Catalog): Promise<void> {
    const { revision } = catalog;
    if (revision === this.#revision) return;
    await this.#replace(CATALOG, "catalog.json", catalog.toText());
    const text = `${JSON.stringify(dataPackage(datasets, catalog.files()), null, 2)}\n`;
    await this.#replace(PACKAGE, PACKAGE, text);
    this.#revision = revision;
  }

  async #replace(path: string, label: string, text: string): Promise<void> {
    if (await this.#read(path) === text) return;
    await this.#writer.write(join(this.#dir, path), new TextEncoder().encode(text), label);
  }

  /** Text of a file; empty when it is missing or cannot be read, as it is then written anew. */
  async #read(path: string): Promise<string> {
    try {
      return await Deno.readTextFile(join(this.#dir, path));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) {
        this.#logger.warning("Description of the volume ignored", { file: path, reason: messageOf(error) });
      }
      return "";
    }
  }
}
