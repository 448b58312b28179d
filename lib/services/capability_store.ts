import { createHash } from "node:crypto";
import type { Capability, CapabilityStore } from "@/lib/finnhub/finnhub.ts";
import type { Store } from "@/lib/store/store.ts";

const STATE = "capabilities";

/**
 * Keeps on the volume what the plan covers. Another key may have another plan, so what was learned with one is
 * not believed of the next; the key itself is never written, only enough of its digest to tell two apart.
 */
export function capabilityStore(store: Store, apiKey: string): CapabilityStore {
  const key = createHash("sha256").update(apiKey).digest("hex").slice(0, 8);
  return {
    load: () => {
      const saved = store.readState(STATE);
      const isOurs = typeof saved === "object" && saved !== null && "key" in saved && saved.key === key &&
        "all" in saved;
      return Promise.resolve(isOurs ? saved.all as readonly Capability[] : []);
    },
    save: (all) => store.writeState(STATE, { key, all }),
  };
}
