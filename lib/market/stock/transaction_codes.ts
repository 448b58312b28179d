/** What a transaction of an insider was, in words. */
export interface TransactionKind {
  /** Verb of a sentence about shares: `sold`, `was granted`. */
  readonly verb: string;
  /** What the code means, one sentence. */
  readonly meaning: string;
  /** Whether the insider chose to buy or to sell at the market's price: what readers look for. */
  readonly isOpenMarket: boolean;
}

const kind = (verb: string, meaning: string, isOpenMarket = false): TransactionKind => ({
  verb,
  meaning,
  isOpenMarket,
});

/**
 * The SEC's codes of Forms 3, 4 and 5.
 *
 * Source: SEC, Form 4, General Instruction 8 "Transaction Codes".
 */
const KINDS: Readonly<Record<string, TransactionKind>> = {
  P: kind("bought", "Purchase in the open market or in private.", true),
  S: kind("sold", "Sale in the open market or in private.", true),
  A: kind("was granted", "Grant or award by the company."),
  C: kind("converted", "Conversion of a derivative."),
  D: kind("returned", "Sale or transfer back to the company."),
  E: kind("let expire", "Expiration of a short derivative position."),
  F: kind("gave up for tax", "Shares withheld to pay the exercise price or the tax of an award."),
  G: kind("gave away", "Gift."),
  H: kind("let expire", "Expiration of a long derivative position, with value received."),
  I: kind("moved in a plan", "Discretionary transaction of an employee benefit plan."),
  J: kind("transferred", "Another acquisition or disposal, described in the filing."),
  K: kind("swapped", "Equity swap or a similar hedge."),
  L: kind("bought", "Small acquisition."),
  M: kind("exercised", "Exercise or conversion of a derivative from the company."),
  O: kind("exercised", "Exercise of an out-of-the-money derivative."),
  U: kind("tendered", "Disposal in a tender offer at a change of control."),
  V: kind("reported early", "Transaction reported earlier than required."),
  W: kind("inherited or left", "Acquisition or disposal by will or by the laws of inheritance."),
  X: kind("exercised", "Exercise of an in-the-money derivative."),
  Z: kind("moved in a trust", "Deposit into or withdrawal from a voting trust."),
};

/** What a code means; what is no code of the SEC is told by the sign of the change. */
export function transactionKind(code: string, change: number): TransactionKind {
  const known = KINDS[code.trim().toUpperCase()];
  if (known === undefined) return kind(change < 0 ? "disposed of" : "acquired", "The filing names no code.");
  // A gift, a bequest or a trust goes both ways.
  if (code === "G" && change > 0) return { ...known, verb: "was given" };
  return known;
}
