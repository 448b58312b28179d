import type { Column, Dataset, Row } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { DISK, type Disk } from "./atomic.ts";
import { Store, type StoreOptions } from "./store.ts";

/** What the tests of the store share. */

const column = (name: string, type: Column["type"], required = false): Column => (
  { name, type, description: name, required }
);
const PROVENANCE = [
  column("source", "string", true),
  column("as_of", "datetime"),
  column("fetched_at", "datetime"),
];

const base = {
  title: "",
  description: "",
  scope: "symbol" as const,
  endpoints: [],
  cadenceMs: 900_000,
  calls: 1,
  collect: () => Promise.reject(new Error("The store asks no provider")),
};

/** An event in time: a row for each `as_of`. */
export const QUOTES: Dataset = {
  ...base,
  name: "stock_quotes",
  state: false,
  columns: [
    column("symbol", "string", true),
    column("price", "number"),
    column("volume", "integer"),
    ...PROVENANCE,
  ],
  key: ["symbol", "as_of"],
};

/** A state: one row for each symbol. */
export const PROFILES: Dataset = {
  ...base,
  name: "company_profiles",
  state: true,
  columns: [column("symbol", "string", true), column("name", "string"), ...PROVENANCE],
  key: ["symbol"],
};

export const SLOT = Date.UTC(2026, 6, 1, 14, 0);
/** Stamps of the quarter hours from 14:00 on. */
export const STAMPS = ["20260701_140000", "20260701_141500", "20260701_143000", "20260701_144500"] as const;

/** A quote; `minute` tells its time and makes its key. */
export function quote(symbol: string, minute: number, price: number | null, fetched = 0): Row {
  return {
    symbol,
    price,
    volume: null,
    source: "finnhub:/quote",
    as_of: new Date(SLOT + minute * 60_000).toISOString(),
    fetched_at: new Date(SLOT + fetched).toISOString(),
  };
}

export function profile(symbol: string, name: string | null, fetched = 0): Row {
  return {
    symbol,
    name,
    source: "finnhub:/stock/profile2",
    as_of: null,
    fetched_at: new Date(SLOT + fetched).toISOString(),
  };
}

/** A logger that keeps what it was told. */
export function recorder(): { logger: Logger; lines: { message: string; fields: unknown }[] } {
  const lines: { message: string; fields: unknown }[] = [];
  const keep = (message: string, fields?: unknown) => void lines.push({ message, fields });
  const logger: Logger = { debug: keep, info: keep, warning: keep, error: keep, child: () => logger };
  return { logger, lines };
}

/** A data folder that is gone after the test. */
export class Volume implements AsyncDisposable {
  readonly dir = Deno.makeTempDirSync({ prefix: "quarterhour-store-" });

  async open(options: Partial<StoreOptions> = {}): Promise<Store> {
    const { logger } = recorder();
    return await Store.open({
      dir: this.dir,
      datasets: [QUOTES, PROFILES],
      now: () => SLOT,
      logger,
      ...options,
    });
  }

  path(name: string): string {
    return `${this.dir}/${name}`;
  }

  read(name: string): string {
    return Deno.readTextFileSync(this.path(name));
  }

  write(name: string, text: string): void {
    Deno.writeTextFileSync(this.path(name), text);
  }

  /** Names of the CSV files and their bytes. */
  csv(): Record<string, string> {
    const names = [...Deno.readDirSync(this.dir)].map(({ name }) => name).filter((name) =>
      name.endsWith(".csv")
    ).sort();
    return Object.fromEntries(names.map((name) => [name, this.read(name)]));
  }

  /** Names in the folder for temporary files. */
  leftovers(): string[] {
    return [...Deno.readDirSync(this.path(".quarterhour/tmp"))].map(({ name }) => name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.dir, { recursive: true });
  }
}

/** A volume with two files and its catalog. */
export async function filled(volume: Volume): Promise<Store> {
  const store = await volume.open();
  await store.commit("stock_quotes", STAMPS[0], [quote("AAPL", 0, 1)]);
  await store.commit("stock_quotes", STAMPS[1], [quote("AAPL", 15, 2)]);
  await store.writeDataPackage();
  return store;
}

/** A disk that fails for good from one of its operations on, as a process that is killed there would. */
export function failingFrom(operation: number): Disk & { operations: number } {
  const disk = {
    operations: 0,
    async create(path: string) {
      step();
      const file = await DISK.create(path);
      if (file === null) return null;
      return {
        write: (bytes: Uint8Array) => {
          step();
          return file.write(bytes);
        },
        sync: () => {
          step();
          return file.sync();
        },
        stat: () => file.stat(),
        close: () => file.close(),
      };
    },
    rename: (from: string, to: string) => {
      step();
      return DISK.rename(from, to);
    },
    remove: (path: string) => {
      step();
      return DISK.remove(path);
    },
    syncFolder: (path: string) => {
      step();
      return DISK.syncFolder(path);
    },
    space: DISK.space,
  };
  const step = () => {
    if (disk.operations++ >= operation) throw Object.assign(new Error("EIO (os error 5)"), { code: "EIO" });
  };
  return disk;
}

/** A disk whose writes fail as told, after some bytes. */
export function failing(
  code: string,
  at: "write" | "sync" | "rename" | "folder",
): Disk & { broken: boolean } {
  const fail = () => Promise.reject(Object.assign(new Error(`${code} (os error)`), { code }));
  return {
    ...DISK,
    broken: true,
    async create(path) {
      const file = await DISK.create(path);
      if (file === null || !this.broken) return file;
      return {
        write: (bytes) => at === "write" && bytes.length < 50 ? fail() : file.write(bytes.subarray(0, 40)),
        sync: () => at === "sync" ? fail() : file.sync(),
        stat: () => file.stat(),
        close: () => file.close(),
      };
    },
    rename(from, to) {
      return at === "rename" && this.broken ? fail() : DISK.rename(from, to);
    },
    syncFolder(path) {
      return at === "folder" && this.broken ? fail() : DISK.syncFolder(path);
    },
  };
}
