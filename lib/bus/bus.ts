import type { DatasetName } from "@/lib/datasets/dataset.ts";

/** How a run ended. `missed` slots are recorded without having run. */
export type RunStatus = "complete" | "partial" | "failed" | "missed";

/** Published after every run: what the run left on the volume. */
export interface DataIngested {
  readonly run_id: string;
  /** ISO 8601 UTC. */
  readonly slot: string;
  readonly status: RunStatus;
  readonly started_at: string;
  readonly finished_at: string;
  /** The standing file of each dataset; `changed` where this run wrote it. */
  readonly files: readonly IngestedFile[];
  readonly quarantined: number;
  readonly errors: readonly RunError[];
  /** Which process ran it; absent from other publishers. */
  readonly instance?: string;
}

/** One standing file. */
export interface IngestedFile {
  readonly dataset: DatasetName;
  /** File name below the data folder. */
  readonly path: string;
  readonly rows: number;
  readonly sha256: string;
  readonly changed: boolean;
}

/** What went wrong with one dataset of one symbol; the others have their data. */
export interface RunError {
  readonly dataset: DatasetName;
  readonly symbol: string;
  readonly kind: string;
  readonly message: string;
}

/** Published while a run is under way. */
export interface IngestProgress {
  readonly run_id: string;
  readonly slot: string;
  readonly phase: "started" | "running" | "finished";
  readonly done: number;
  readonly total: number;
  /** What is being fetched now, for instance `company_news AAPL`; empty when nothing is. */
  readonly running: string;
  readonly started_at: string;
  readonly instance?: string;
}

/** Published when a process starts, stops or changes its state, and kept in the status hash. */
export interface ServiceStatus {
  readonly instance: string;
  readonly role: "all" | "ingest" | "web";
  readonly state: "starting" | "ready" | "ingesting" | "draining" | "stopped";
  readonly version: string;
  readonly started_at: string;
  readonly updated_at: string;
  readonly last_run: string;
  readonly next_run: string;
  readonly redis: "off" | "connected" | "disconnected";
}

/** Messages by channel. */
export interface BusMessages {
  data_ingested: DataIngested;
  ingest_progress: IngestProgress;
  service_status: ServiceStatus;
}

/** Name of a channel. */
export type Channel = keyof BusMessages;

/** State of the bus, for `/pipeline` and `/metrics`. */
export interface BusStatus {
  readonly kind: "in-process" | "redis";
  readonly connected: boolean;
  /** Redis address without credentials, `host:port`; empty in-process. */
  readonly address: string;
  /** Since when `connected` has its value, epoch milliseconds. */
  readonly since: number;
  readonly published: number;
  readonly received: number;
  /** Messages that could not be sent to Redis (given up, or waiting for it); they were still delivered in this process. */
  readonly unsent: number;
  /** Messages of others that were not believed. */
  readonly malformed: number;
  readonly reconnects: number;
  readonly lastError: string;
}

/**
 * A doorbell between the parts of a process and between processes. The truth is on the volume: a lost
 * message costs promptness, never data.
 */
export interface Bus {
  /** Delivers in this process at once, and to Redis when it is there. Never throws, never waits for Redis. */
  publish<C extends Channel>(channel: C, message: BusMessages[C]): void;
  /** Calls `listener` for messages of this process and, where there is Redis, of others (`foreign`). */
  subscribe<C extends Channel>(
    channel: C,
    listener: (message: BusMessages[C], foreign: boolean) => void,
  ): () => void;
  /** Renews this process's status, every 5 s by a timer and at once on change. */
  announce(status: ServiceStatus): void;
  status(): BusStatus;
  /** Flushes what is under way (bounded), removes the status hash, disconnects. */
  close(): Promise<void>;
}
