import { type FaultKind, type GivenAnswer, QUOTE_LIES } from "@/lib/simulator/mod.ts";

/** What the simulator said to one call, where it matters later. */
export interface Told {
  /** By the simulated clock, epoch milliseconds. */
  readonly at: number;
  readonly path: string;
  readonly symbol: string;
  readonly fault: FaultKind | null;
  /** Of a quote: what it said. */
  readonly quote?: ToldQuote;
  /** Of a quote that was a lie: the answer's text. */
  readonly body?: string;
}

/** What a quote said: time in epoch milliseconds, and price. */
export type ToldQuote = readonly [time: number, price: number];

/** Writes down what the simulator says, each line before the answer is sent, so that no kill parts the two. */
export class LedgerWriter {
  readonly #file: Deno.FsFile;
  readonly #encoder = new TextEncoder();

  constructor(path: string) {
    this.#file = Deno.openSync(path, { append: true, create: true });
  }

  readonly note = ({ path, params, at, status, body, fault }: GivenAnswer): void => {
    if (path !== "/quote" && fault === null) return;
    const symbol = params.get("symbol") ?? "";
    const isQuote = path === "/quote" && status === 200 && (fault === null || LIES.has(fault));
    const line: Told = {
      at,
      path,
      symbol,
      fault,
      ...(isQuote && quoteOf(body)),
      ...(isQuote && fault !== null && { body }),
    };
    this.#file.writeSync(this.#encoder.encode(`${JSON.stringify(line)}\n`));
  };

  close(): void {
    this.#file.close();
  }
}

/** Faults that answer a quote with something to read. */
const LIES: ReadonlySet<FaultKind> = new Set([...QUOTE_LIES, "nulls", "duplicates"]);

function quoteOf(body: string): { quote: ToldQuote } {
  const { t, c } = JSON.parse(body);
  return { quote: [t * 1000, c] };
}

/** Reads what was written, in order. */
export async function readLedger(path: string): Promise<Told[]> {
  const text = await Deno.readTextFile(path);
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
