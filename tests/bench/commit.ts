import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { quote, QUOTES, recorder, SLOT } from "@/lib/store/_testing.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { Store } from "@/lib/store/store.ts";
import { ms, type Report } from "./report.ts";
import { median, quantile, timesOf } from "./statistics.ts";

const FILES = 13;
const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];
const SLOTS = 40;

/** A slot's commit, beside the same bytes written by hand as safely. */
export async function benchCommit(): Promise<Report> {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  const raw = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  try {
    const datasets: Dataset[] = DATASETS.slice(0, FILES).map(({ name }) => ({ ...QUOTES, name }));
    const store = await Store.open({ dir, datasets, now: () => SLOT, logger: recorder().logger });
    const [ours, byHand, again]: number[][] = [[], [], []];
    for (let slot = 0; slot < SLOTS; slot++) {
      const stamp = stampOf(SLOT + slot * 900_000);
      const rows = SYMBOLS.map((symbol, index) => quote(symbol, slot * 15, 100 + index));
      const commit = async () => {
        for (const { name } of datasets) await store.commit(name, stamp, rows);
      };
      // Taken in turns, so that a busy disk is fair to both.
      ours?.push(...await timesOf(1, commit));
      const bytes = await Promise.all(
        datasets.map(async ({ name }) => await Deno.readFile(`${dir}/${name}_${stamp}.csv`)),
      );
      byHand?.push(
        ...await timesOf(1, async () => {
          for (const [i, file] of bytes.entries()) await writeSafely(raw, `${i}_${stamp}.csv`, file);
        }),
      );
      again?.push(...await timesOf(1, commit));
    }
    const figure = (times: readonly number[] = []) =>
      `p50 ${ms(median(times)).padStart(8)}   p99 ${ms(quantile(times, 0.99)).padStart(8)}`;
    return {
      title: `Commit of a slot: ${FILES} files, ${SYMBOLS.length} rows each`,
      figures: [
        { what: "Store.commit", value: figure(ours) },
        {
          what: "the same bytes by hand",
          value: figure(byHand),
          beside: "write, fsync, rename, fsync of the folder",
        },
        { what: "a slot that says nothing new", value: figure(again), beside: "no file is written" },
      ],
      notes: [
        `${SLOTS} slots, in turns with the writes by hand. On top of those, a commit reads the folder's state, takes a ` +
        "lock that other processes respect, checks that the rows read back, hashes them and updates the ledger.",
      ],
    };
  } finally {
    await Deno.remove(dir, { recursive: true });
    await Deno.remove(raw, { recursive: true });
  }
}

async function writeSafely(dir: string, name: string, bytes: Uint8Array): Promise<void> {
  const temp = `${dir}/${name}.tmp`;
  const file = await Deno.open(temp, { write: true, createNew: true });
  await file.write(bytes);
  await file.sync();
  file.close();
  await Deno.rename(temp, `${dir}/${name}`);
  const folder = await Deno.open(dir);
  await folder.sync();
  folder.close();
}
