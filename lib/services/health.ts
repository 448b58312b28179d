import type { Services } from "./services.ts";

/** One condition of being ready. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * Whether this process can serve: the read model is loaded (it is, once there are services), the volume
 * takes writes where this process writes, and shutdown has not begun. Never the provider's or Redis's fault.
 */
export async function readiness({ store, draining, ingest }: Services): Promise<Check[]> {
  const writable = ingest === null || await store.writable();
  return [
    { name: "read_model", ok: true, detail: `${store.files().length} files` },
    { name: "volume", ok: writable, detail: writable ? "takes writes" : "refuses writes" },
    { name: "draining", ok: !draining, detail: draining ? "shutting down" : "serving" },
  ];
}
