import type { Services } from "./services.ts";

/** One condition of being ready. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Whether this process can serve, and how it is. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

/**
 * Whether this process can serve: the read model is loaded (it is, once there are services) and shutdown has not begun.
 * Never the provider's or Redis's fault, nor the volume's: what is in memory can be served without it, and who took the
 * pages away would take away what says what is wrong. The state of the volume is told beside.
 */
export async function readinessOf({ store, draining, ingest }: Services): Promise<Readiness> {
  const { state, detail } = await store.examine(ingest !== null);
  const checks = [
    { name: "read_model", ok: true, detail: `${store.files().length} files` },
    { name: "volume", ok: state === "ok", detail: detail === "" ? "as it should be" : detail },
    { name: "draining", ok: !draining, detail: draining ? "shutting down" : "serving" },
  ];
  return { ready: !draining, checks };
}
