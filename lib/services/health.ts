import { counted } from "@/lib/market/format.ts";
import type { VolumeState } from "@/lib/store/condition.ts";
import type { Services } from "./services.ts";

/** One condition of being ready. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Whether this process does all that it is there for, and how it is. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
}

/** States of the volume in which a run can be written. */
const WRITABLE: readonly VolumeState[] = ["ok", "low"];

/**
 * Whether this process does all that it is there for: the read model is loaded (it is, once there are services), the
 * volume takes the writes of one that ingests, and shutdown has not begun. Never the provider's or Redis's fault. Who
 * is not ready for want of a volume goes on serving what it read, and says on every page what is wrong.
 */
export async function readinessOf({ store, draining, ingest }: Services): Promise<Readiness> {
  const { state, detail } = await store.examine(ingest !== null);
  const checks = [
    { name: "read_model", ok: true, detail: counted(store.files().length, "file") },
    {
      name: "volume",
      ok: ingest === null || WRITABLE.includes(state),
      detail: detail === "" ? "as it should be" : detail,
    },
    { name: "draining", ok: !draining, detail: draining ? "shutting down" : "serving" },
  ];
  return { ready: checks.every(({ ok }) => ok), checks };
}
