import { join } from "node:path";
import { dataPackage } from "@/lib/datasets/datapackage.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { entriesOf } from "../catalog.ts";
import { type FoundFile, list, type Listing } from "../listing.ts";
import { StoreError } from "../store_error.ts";
import { INTERNAL, PACKAGE } from "../volume.ts";
import { DAMAGED } from "./aside.ts";
import { checkFiles } from "./files.ts";
import { type Finding, isFault, type VerifyReport } from "./finding.ts";
import { checkRuns } from "./records_of_runs.ts";

/** Looks taken at a volume on which somebody is at work. */
const MOST_LOOKS = 3;

/**
 * Checks a whole volume: that every data file can be read whole, has no key twice and the content that the catalog
 * says, that archives are complete, the record of runs is sound and `datapackage.json` is right. Changes nothing and
 * needs to read only. May be run beside a server: what a run writes meanwhile is looked at again.
 * @param isAlone whether whoever asks has the right to ingest: nobody else is at work then
 * @throws {StoreError} when the folder cannot be read
 */
export async function verify(
  dir: string,
  datasets: readonly Dataset[],
  now: () => number,
  isAlone = false,
): Promise<VerifyReport> {
  for (let look = 1;; look++) {
    const isBusy = !isAlone && await isLeaseHeld(dir);
    const before = await list(dir, datasets);
    const report = await verifyOnce(dir, datasets, before, now());
    if (isAlone) return report;
    const isStill = !isBusy && !await isLeaseHeld(dir) &&
      nameOf(await list(dir, datasets)) === nameOf(before);
    if (report.ok || isStill) return report;
    if (look === MOST_LOOKS) return duringRun(report);
  }
}

async function verifyOnce(
  dir: string,
  datasets: readonly Dataset[],
  listing: Listing,
  at: number,
): Promise<VerifyReport> {
  const said = entriesOf(await textOf(dir, `${INTERNAL}/catalog.json`) ?? "");
  const checked = await checkFiles(dir, datasets, listing, said);
  const findings = [
    ...checked.findings,
    ...await checkRuns(dir),
    ...await checkPackage(dir, datasets, listing.ours, checked.findings),
    ...await notes(dir, listing),
  ];
  return {
    dir,
    checked_at: new Date(at).toISOString(),
    ok: !findings.some(isFault),
    files: checked.files,
    rows: checked.rows,
    bytes: checked.bytes,
    findings,
  };
}

/** `datapackage.json` names all files that can be read, and says of them what the datasets do. */
async function checkPackage(
  dir: string,
  datasets: readonly Dataset[],
  files: readonly FoundFile[],
  findings: readonly Finding[],
): Promise<Finding[]> {
  const damaged = new Set(findings.filter(({ kind }) => kind === "damaged").map(({ path }) => path));
  const good = files.filter(({ path }) => !damaged.has(path));
  const text = await textOf(dir, PACKAGE);
  if (text === null) {
    return good.length === 0 ? [] : [{ kind: "package", path: PACKAGE, message: "There is none" }];
  }
  const describes = (all: readonly FoundFile[]) =>
    text === `${JSON.stringify(dataPackage(datasets, all), null, 2)}\n`;
  // A file that was damaged since is still named, until the next run.
  if (describes(good) || describes(files)) return [];
  return [{ kind: "package", path: PACKAGE, message: "It does not match the files" }];
}

async function notes(dir: string, { foreign }: Listing): Promise<Finding[]> {
  const aside: string[] = [];
  try {
    for await (const { name } of Deno.readDir(join(dir, DAMAGED))) {
      if (name.endsWith(".csv")) aside.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw StoreError.from(`list "${DAMAGED}"`, error);
  }
  return [
    ...foreign.map((path): Finding => ({ kind: "note", path, message: "It is not of this program" })),
    ...(aside.length === 0
      ? []
      : [{ kind: "note" as const, path: DAMAGED, message: `${aside.length} files are kept aside there` }]),
  ];
}

/** While a run is under way, what describes the files is behind them. */
function duringRun(report: VerifyReport): VerifyReport {
  const findings = report.findings.map((finding): Finding =>
    finding.kind === "catalog" || finding.kind === "package"
      ? { ...finding, kind: "note", message: `${finding.message}; a run is under way` }
      : finding
  );
  return { ...report, findings, ok: !findings.some(isFault) };
}

function nameOf({ ours, versions }: Listing): string {
  return [...ours, ...versions].map(({ path, state }) => `${path} ${state.size} ${state.mtimeMs}`).join("\n");
}

/** Whether somebody has the right to ingest at this moment: reading suffices to know. */
async function isLeaseHeld(dir: string): Promise<boolean> {
  try {
    using file = await Deno.open(join(dir, INTERNAL, "lease"), { read: true });
    return !await file.tryLock(false);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw StoreError.from(`look at the lease`, error);
  }
}

async function textOf(dir: string, path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(join(dir, path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw StoreError.from(`read "${path}"`, error);
  }
}
