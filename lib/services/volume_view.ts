import type { CatalogFile, Store } from "@/lib/store/store.ts";

/** What a dataset takes of the volume. */
export interface VolumeShare {
  readonly name: string;
  readonly title: string;
  readonly files: number;
  readonly bytes: number;
  /** Of these in the archive. */
  readonly archived_bytes: number;
}

/** What each dataset takes of the volume, the largest first. */
export function volumeShares(
  datasets: Store["datasets"],
  files: readonly Pick<CatalogFile, "dataset" | "bytes" | "archived">[],
): VolumeShare[] {
  const byDataset = Map.groupBy(files, ({ dataset }) => dataset);
  return datasets.map(({ name, title }) => {
    const mine = byDataset.get(name) ?? [];
    return {
      name,
      title,
      files: mine.length,
      bytes: bytesOf(mine),
      archived_bytes: bytesOf(mine.filter(({ archived }) => archived)),
    };
  }).sort((a, b) => b.bytes - a.bytes);
}

/** Bytes of files together. */
export function bytesOf(files: readonly Pick<CatalogFile, "bytes">[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
