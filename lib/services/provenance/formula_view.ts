import { figureAddress } from "@/lib/market/figure_address.ts";
import { pastOf } from "../past.ts";
import type { Known } from "../services.ts";
import { type Formula, FORMULAS } from "./formulas.ts";
import { reckon, type Reckoned } from "./inputs.ts";
import type { FormulaView } from "./view.ts";

/**
 * Inputs that a card lists of more than both come to: those that a span begins with and those that it ends with. More
 * nobody reads, the formula is reckoned from all of them. Columns of two or three stay side by side.
 */
const FIRST_INPUTS = 6;
const LAST_INPUTS = 18;

/** Rounding of sums in another order. */
const RELATIVE = 1e-9;
/** A provider states two to four decimals of what it reckoned with more. */
const STATED = 0.0051;

/** How a number was reckoned, reckoned again. @param isStated whether the provider states it, and rounds it */
export function formulaView(
  known: Known,
  { formula, value, inputs, numbers = {} }: Reckoned,
  isStated: boolean,
): FormulaView {
  const { text: written, words = "" }: Formula = FORMULAS[formula];
  const text = written.replace(/\{(\w+)\}/g, (_, name) => String(numbers[name]));
  const listed = inputs.length > FIRST_INPUTS + LAST_INPUTS
    ? [...inputs.slice(0, FIRST_INPUTS), ...inputs.slice(-LAST_INPUTS)]
    : inputs;
  const reckoned = reckon(text, inputs);
  return {
    text,
    words,
    reckoned,
    agrees: reckoned !== null && value !== null &&
      Math.abs(reckoned - value) <= Math.max(RELATIVE * Math.abs(value), isStated ? STATED : 0),
    inputs: listed.map(({ name, label, value, figure }) => ({
      name,
      label,
      value,
      address: figureAddress(figure, pastOf(known)),
    })),
    inputs_total: inputs.length,
  };
}
