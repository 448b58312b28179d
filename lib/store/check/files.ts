import { hash } from "node:crypto";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { CatalogFile } from "../catalog.ts";
import { createLedger } from "../create_ledger.ts";
import type { FoundFile, Listing } from "../listing.ts";
import { readFiles } from "../read_files.ts";
import { type FileRecord, recordsOf } from "../records.ts";
import { messageOf } from "../store_error.ts";
import { ARCHIVE } from "../volume.ts";
import type { Finding } from "./finding.ts";

/** What the data files come to. */
export interface CheckedFiles {
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  readonly findings: Finding[];
}

/**
 * Checks every data file: that it can be read whole, has no key twice, and has the content that the catalog says.
 * @param said what the catalog says, by path
 */
export async function checkFiles(
  dir: string,
  datasets: readonly Dataset[],
  listing: Listing,
  said: ReadonlyMap<string, Partial<CatalogFile>>,
): Promise<CheckedFiles> {
  const findings: Finding[] = [];
  // Only to read by: nothing is applied.
  const ledgers = new Map(datasets.map((dataset) => [dataset.name, createLedger(dataset)]));
  const all = [...listing.ours, ...listing.versions];
  let [rows, bytes] = [0, 0];
  await readFiles(dir, all, (file, content) => {
    const ledger = ledgers.get(file.dataset);
    if (ledger === undefined) return;
    const { path } = file;
    try {
      if (content instanceof Error) throw content;
      bytes += content.length;
      rows += ledger.read(content).rows;
      const twice = firstTwice(recordsOf(ledger.dataset, content), file.superseded);
      if (twice !== null) findings.push({ kind: "duplicate", path, message: `It has ${twice} twice` });
      const change = changeOf(file, content, said.get(path));
      if (change !== null) findings.push(change);
    } catch (error) {
      findings.push({ kind: "damaged", path, message: `It cannot be read: ${messageOf(error)}` });
    }
  });
  const there = new Set(all.map(({ path }) => path));
  for (const path of said.keys()) if (!there.has(path)) findings.push(goneOf(path, there));
  return { files: all.length, rows, bytes, findings: [...findings, ...halves(listing)] };
}

/** The first key, or of earlier versions the first row, that comes a second time; `null` when none does. */
function firstTwice(records: Iterable<FileRecord>, isVersions: boolean): string | null {
  const seen = new Set<string>();
  for (const { key, text } of records) {
    const name = isVersions ? text : key;
    if (seen.has(name)) {
      return isVersions ? "a row" : `the key ${key.split("\u001f").slice(0, -1).join(", ")}`;
    }
    seen.add(name);
  }
  return null;
}

/** Where the catalog says something else of a file. */
function changeOf(
  file: FoundFile,
  content: Uint8Array,
  said: Partial<CatalogFile> | undefined,
): Finding | null {
  const { path, state } = file;
  if (said === undefined) return { kind: "catalog", path, message: "The catalog does not have it" };
  if (said.sha256 === hash("sha256", content, "hex")) return null;
  const isSilent = said.bytes === state.size && said.mtimeMs === state.mtimeMs;
  return isSilent
    ? {
      kind: "altered",
      path,
      message: "Its content is another than the catalog says, though size and time are not",
    }
    : { kind: "catalog", path, message: "It was changed since the catalog was written" };
}

/** A file that the catalog has and the folder does not. */
function goneOf(path: string, there: ReadonlySet<string>): Finding {
  const archive = `${ARCHIVE}/${path.replace(/\d\d_\d{6}\.csv$/, ".csv")}`;
  return there.has(archive)
    ? { kind: "catalog", path, message: `It stands in "${archive}" by now` }
    : { kind: "missing", path, message: "The catalog has it, and it is gone" };
}

/** Earlier versions whose archive is gone. */
function halves({ ours, versions }: Listing): Finding[] {
  const archives = new Set(ours.map(({ dataset, stamp }) => `${dataset} ${stamp}`));
  return versions.filter(({ dataset, stamp }) => !archives.has(`${dataset} ${stamp}`)).map(({ path }) => ({
    kind: "archive",
    path,
    message: "It has earlier versions of rows whose archive is gone",
  }));
}
