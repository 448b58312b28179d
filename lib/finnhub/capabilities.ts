import { errorText } from "./redact.ts";
import type { Log } from "./log.ts";
import { symbolSuffix } from "./symbol_suffix.ts";

/** What the key's plan is known to cover. */
export interface Capability {
  /** Path, for instance `/stock/candle`. */
  readonly endpoint: string;
  /** `""` for US listings and calls without a symbol, otherwise as {@linkcode symbolSuffix} gives it. */
  readonly suffix: string;
  readonly allowed: boolean;
  /** When the provider last said so, epoch milliseconds. */
  readonly checkedAt: number;
}

/** Keeps capabilities over a restart. */
export interface CapabilityStore {
  load(): Promise<readonly Capability[]>;
  save(all: readonly Capability[]): Promise<void>;
}

/** What a call told of the plan; `unknown` when it failed for another reason. */
export type PlanVerdict = "allowed" | "refused" | "unknown";

/** Whether a call may be made: refused without asking, or go on and say what came of it, exactly once. */
export type Entry =
  | { readonly refusedAt: number }
  | { readonly refusedAt: null; settle(verdict: PlanVerdict): void };

/** A refusal is asked again once in this time; an allowance is confirmed by every call. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** An allowance is written down again at most this often: the file is for restarts only. */
const SAVE_ALLOWED_MS = 60 * 60 * 1000;

/** Endpoints of ours that a free key is refused (FINNHUB: "What a free key gets"). */
const PREMIUM = new Set(["/stock/candle", "/stock/social-sentiment", "/stock/dividend"]);

/** Options of {@linkcode Capabilities}. */
export interface CapabilitiesOptions {
  readonly now: () => number;
  readonly log: Log;
  readonly store?: CapabilityStore | undefined;
}

/**
 * Remembers per endpoint and symbol suffix what the plan refuses, so that a refusal costs one call a day. While nothing
 * is known of a pair, its first call goes ahead and the others wait for what it learns.
 *
 * A refusal of one symbol where others are served (or of the first US symbol on an endpoint that every plan
 * has) speaks for that symbol alone: one odd entry in a watchlist must not cost the others a day.
 */
export class Capabilities {
  readonly #options: CapabilitiesOptions;
  readonly #known = new Map<string, Capability>();
  /** Symbols refused on their own, by pair: symbol -> when. */
  readonly #symbols = new Map<string, Map<string, number>>();
  readonly #probes = new Map<string, Promise<PlanVerdict>>();
  #loading: Promise<void> | null = null;
  #saving: Promise<void> | null = null;
  #unsaved = false;
  #savedAt = -Infinity;

  constructor(options: CapabilitiesOptions) {
    this.#options = options;
  }

  /** All that is remembered, by endpoint and suffix. */
  all(): readonly Capability[] {
    return [...this.#known.values()].sort((a, b) =>
      a.endpoint === b.endpoint ? (a.suffix < b.suffix ? -1 : 1) : (a.endpoint < b.endpoint ? -1 : 1)
    );
  }

  /** Asks to call the endpoint for the symbol (`""` for none). Never rejects. */
  async enter(endpoint: string, symbol: string): Promise<Entry> {
    await (this.#loading ??= this.#load());
    const suffix = symbolSuffix(symbol);
    const pair = `${endpoint} ${suffix}`;
    for (;;) {
      const known = this.#known.get(pair);
      const refusals = [
        this.#symbols.get(pair)?.get(symbol),
        known?.allowed === false ? known.checkedAt : undefined,
      ];
      const refusedAt = refusals.find((at) => at !== undefined && this.#isFresh(at));
      if (refusedAt !== undefined) return { refusedAt };
      const learn = (verdict: PlanVerdict) => this.#learn(endpoint, suffix, symbol, verdict);
      if (known?.allowed && this.#isFresh(known.checkedAt)) return { refusedAt: null, settle: learn };

      const probe = this.#probes.get(pair);
      if (probe === undefined) return { refusedAt: null, settle: this.#probe(pair, learn) };
      // A probe that learned nothing holds nobody up a second time.
      if (await probe === "unknown") return { refusedAt: null, settle: learn };
    }
  }

  #probe(pair: string, learn: (verdict: PlanVerdict) => void): (verdict: PlanVerdict) => void {
    const { promise, resolve } = Promise.withResolvers<PlanVerdict>();
    this.#probes.set(pair, promise);
    return (verdict) => {
      this.#probes.delete(pair);
      learn(verdict);
      resolve(verdict);
    };
  }

  #learn(endpoint: string, suffix: string, symbol: string, verdict: PlanVerdict): void {
    if (verdict === "unknown") return;
    const pair = `${endpoint} ${suffix}`;
    const known = this.#known.get(pair);
    const now = this.#options.now();
    if (verdict === "refused") {
      const symbols = this.#symbols.get(pair) ?? new Map<string, number>();
      this.#symbols.set(pair, symbols.set(symbol, now));
      const others = [...symbols].filter(([other, at]) => other !== symbol && this.#isFresh(at)).length;
      const servesOthers = known?.allowed === true && this.#isFresh(known.checkedAt);
      const needed = symbol !== "" && suffix === "" && !PREMIUM.has(endpoint) ? 1 : 0;
      if (servesOthers || others < needed) return;
    } else {
      this.#symbols.get(pair)?.delete(symbol);
    }
    const allowed = verdict === "allowed";
    this.#known.set(pair, { endpoint, suffix, allowed, checkedAt: now });
    if (known?.allowed !== allowed) {
      const where = suffix === "" ? "" : ` for symbols in "${suffix}"`;
      this.#options.log.info(`Finnhub ${allowed ? "serves" : "refuses"} "${endpoint}"${where}`);
      this.#save();
    } else if (!allowed || now - this.#savedAt > SAVE_ALLOWED_MS) this.#save();
  }

  /** Whether it is less than a day old; a time in the future is a clock gone wrong, and asked again. */
  #isFresh(at: number): boolean {
    const age = this.#options.now() - at;
    return age >= 0 && age < DAY_MS;
  }

  async #load(): Promise<void> {
    try {
      for (const entry of await this.#options.store?.load() ?? []) {
        if (isCapability(entry)) this.#known.set(`${entry.endpoint} ${entry.suffix}`, entry);
      }
    } catch (error) {
      // Without memory the plan is asked again: a few calls, no harm.
      this.#options.log.warning("Cannot load what the plan covers", { error: errorText(error, "") });
    }
  }

  /** Saves now, or once more after the save that is under way. */
  #save(): void {
    const store = this.#options.store;
    if (!store) return;
    this.#unsaved = true;
    this.#saving ??= (async () => {
      while (this.#unsaved) {
        this.#unsaved = false;
        this.#savedAt = this.#options.now();
        try {
          await store.save(this.all());
        } catch (error) {
          this.#options.log.warning("Cannot save what the plan covers", { error: errorText(error, "") });
        }
      }
      this.#saving = null;
    })();
  }
}

function isCapability(entry: unknown): entry is Capability {
  if (typeof entry !== "object" || entry === null) return false;
  const { endpoint, suffix, allowed, checkedAt } = entry as Partial<Record<keyof Capability, unknown>>;
  return typeof endpoint === "string" && typeof suffix === "string" && typeof allowed === "boolean" &&
    typeof checkedAt === "number" && Number.isFinite(checkedAt);
}
