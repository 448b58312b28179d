import type { IngestedFile } from "@/lib/bus/bus.ts";
import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { Store } from "@/lib/store/store.ts";

/** The file of each dataset that stands after a run. */
export function standingFiles(store: Store, changed: ReadonlySet<DatasetName>): IngestedFile[] {
  return store.datasets.flatMap(({ name }) => {
    const file = store.standing(name);
    return file === null ? [] : [{
      dataset: name,
      path: file.path,
      rows: file.rows,
      sha256: file.sha256,
      changed: changed.has(name),
    }];
  });
}
