import { createHash, hash } from "node:crypto";
import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import { formatRows } from "@/lib/datasets/format.ts";
import { Breath } from "./breathe.ts";
import type { Contents } from "./contents.ts";
import { archiveNamesOf, type FileName, parseFileName } from "./file_name.ts";
import { type FoundFile, isSame, statesOf } from "./listing.ts";
import { MonthMerge } from "./month_merge.ts";
import type { Month } from "./months.ts";
import { readFiles } from "./read_files.ts";
import { type FileRecord, recordsOf } from "./records.ts";
import { StoreError } from "./store_error.ts";
import { ARCHIVE, VERSIONS } from "./volume.ts";

/** Characters that are written at once. */
const PIECE = 1 << 20;

/** What putting a month together came to. */
export interface Archived {
  readonly dataset: DatasetName;
  readonly month: string;
  /** Files that it took the place of. */
  readonly files: number;
  /** Rows in the archive, and of their earlier versions. */
  readonly rows: number;
  readonly versions: number;
  /** Bytes before and after. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Puts the files of a month together: `archive/<name>_YYYYMM.csv` has the last row of each key, and
 * `archive/versions/<name>_YYYYMM.csv` what those rows said before, for who asks what was known then. The files go
 * when the archive is written, synced, read back and found to be what was to be written; until then they count for
 * more than the archive, so that being cut short at any point changes nothing, and doing it again ends the same.
 * @throws {StoreError} nothing is lost then
 */
export async function archiveMonth(contents: Contents, month: Month): Promise<Archived | null> {
  try {
    return await contents.alone(() => new Archiving(contents, month).run());
  } catch (error) {
    throw StoreError.from(`archive "${month.dataset}" of ${month.month}`, error);
  }
}

class Archiving {
  readonly #contents: Contents;
  readonly #month: Month;
  readonly #dataset: Dataset;
  readonly #merge = new MonthMerge();
  /** All there is of the month, in the order of files. */
  #sources: readonly FoundFile[] = [];
  /** Place of each source's first record, counted over all. */
  readonly #places = new Map<string, number>();

  constructor(contents: Contents, month: Month) {
    this.#contents = contents;
    this.#month = month;
    this.#dataset = contents.holdings.ledger(month.dataset).dataset;
  }

  async run(): Promise<Archived | null> {
    const { dir, holdings } = this.#contents;
    const { main, versions } = archiveNamesOf(this.#dataset.name, this.#month.month);
    const loose = this.#month.files.flatMap(({ path }) => parseFileName(path, [this.#dataset]) ?? []);
    this.#sources = await statesOf(dir, [versions, main, ...loose]);
    const originals = this.#sources.filter(({ archived }) => !archived);
    if (originals.length === 0) return null;
    await this.#look();
    // Versions first: what the archive will not have must stand somewhere.
    const versionRows = this.#merge.versionCount > 0
      ? await this.#write(versions, VERSIONS, () => this.#versions())
      : 0;
    const rows = await this.#write(main, ARCHIVE, () => this.#rows());
    const gone = await this.#remove(originals);
    const archives = await statesOf(dir, [versions, main]);
    this.#contents.tell(await holdings.swap(archives, gone));
    return {
      dataset: this.#dataset.name,
      month: this.#month.month,
      files: gone.length,
      rows,
      versions: versionRows,
      bytesBefore: sizeOf(this.#sources),
      bytesAfter: sizeOf(archives),
    };
  }

  /** Looks through all records, twice where keys come several times. A file that cannot be read whole ends it. */
  async #look(): Promise<void> {
    const ledger = this.#contents.holdings.ledger(this.#dataset.name);
    let place = 0;
    await this.#each((source, bytes) => {
      this.#places.set(source.path, place);
      place += ledger.read(bytes).rows;
      this.#merge.count(recordsOf(this.#dataset, bytes));
    });
    if (!this.#merge.isSeveral) return;
    await this.#each((source, bytes) =>
      this.#merge.learn(recordsOf(this.#dataset, bytes), this.#places.get(source.path) ?? 0)
    );
  }

  async #each(use: (source: FoundFile, bytes: Uint8Array) => void): Promise<void> {
    await readFiles(this.#contents.dir, this.#sources, (source, bytes) => {
      if (bytes instanceof Error) throw bytes;
      use(source, bytes);
    });
  }

  /** Writes a file and reads it back; answers how many rows it has. */
  async #write(name: FileName, folder: string, texts: () => AsyncIterable<string>): Promise<number> {
    const { writer, holdings } = this.#contents;
    await writer.createFolder(this.#contents.pathOf({ path: folder }));
    let [wanted, rows] = ["", 0];
    const head = formatRows(this.#dataset, []);
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      const hash = createHash("sha256");
      const encoder = new TextEncoder();
      rows = 0;
      let piece = head;
      for await (const text of texts()) {
        rows++;
        piece += `${text}\n`;
        if (piece.length < PIECE) continue;
        const bytes = encoder.encode(piece);
        hash.update(bytes);
        yield bytes;
        piece = "";
      }
      const bytes = encoder.encode(piece);
      wanted = hash.update(bytes).digest("hex");
      yield bytes;
    };
    await writer.write(this.#contents.pathOf(name), pieces, name.path.replaceAll("/", "_"));
    const bytes = await Deno.readFile(this.#contents.pathOf(name));
    if (
      hash("sha256", bytes, "hex") !== wanted || holdings.ledger(this.#dataset.name).read(bytes).rows !== rows
    ) {
      throw new StoreError(`Cannot trust "${name.path}": it reads back as something else`, "damaged");
    }
    return rows;
  }

  async *#rows(): AsyncGenerator<string> {
    const written = new Set<string>();
    for await (const { records } of this.#records()) yield* this.#merge.rows(records, written);
  }

  async *#versions(): AsyncGenerator<string> {
    for await (const { records, place } of this.#records()) yield* this.#merge.versions(records, place);
  }

  async *#records(): AsyncGenerator<{ records: Iterable<FileRecord>; place: number }> {
    const breath = new Breath();
    for (const { path } of this.#sources) {
      const bytes = await Deno.readFile(this.#contents.pathOf({ path }));
      yield { records: recordsOf(this.#dataset, bytes), place: this.#places.get(path) ?? 0 };
      await breath.take();
    }
  }

  /**
   * Removes the files that stand in the archive, oldest first: should that be cut short, those that are left are the
   * ones that count for most. One that is another than was read stays.
   * @returns the paths of those that are gone
   */
  async #remove(originals: readonly FoundFile[]): Promise<string[]> {
    const now = new Map(
      (await statesOf(this.#contents.dir, originals)).map((file) => [file.path, file.state]),
    );
    const gone: string[] = [];
    for (const original of originals) {
      const state = now.get(original.path);
      if (state !== undefined && !isSame(state, original.state)) break;
      await this.#contents.writer.remove(this.#contents.pathOf(original));
      gone.push(original.path);
    }
    await this.#contents.writer.sync(this.#contents.dir);
    return gone;
  }
}

function sizeOf(files: readonly FoundFile[]): number {
  return files.reduce((sum, { state }) => sum + state.size, 0);
}
