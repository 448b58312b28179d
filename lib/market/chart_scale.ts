import { formatPercent, formatPrice } from "./format.ts";

/** A mark of the price axis. */
export interface Mark {
  readonly value: number;
  readonly label: string;
}

const STEPS = [1, 2, 2.5, 5, 10];
/** Prices that span less than this factor are marked evenly on a logarithmic axis too. */
const NARROW = 3;

/** Round values between two, at most so many, evenly apart. */
export function evenMarks(min: number, max: number, most: number): number[] {
  const raw = (max - min) / Math.max(1, most);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = (STEPS.find((each) => each * power >= raw * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  return Array.from(
    { length: Math.max(0, Math.floor(max / step + 1e-9) - first + 1) },
    // Not a sum of steps: those would gather what rounding leaves.
    (_, i) => Number(((first + i) * step).toPrecision(12)),
  );
}

/** Round values for a logarithmic axis: 1, 2 and 5 of each power of ten, or fewer. */
export function logarithmicMarks(min: number, max: number, most: number): number[] {
  if (!(min > 0)) return [];
  if (max / min < NARROW) return evenMarks(min, max, most);
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const found: number[] = [];
    for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
      for (const digit of digits) {
        const value = Number((digit * 10 ** power).toPrecision(12));
        if (value >= min && value <= max) found.push(value);
      }
    }
    if (found.length <= most && found.length > 1) return found;
  }
  return evenMarks(min, max, most).filter((value) => value > 0);
}

/** A percentage without the zeros that round ones end in: `+20 %`. */
export function shortPercent(value: number): string {
  return shortened(formatPercent(value));
}

/** A number with its unit behind a narrow space, without the zeros that its decimals end in. */
export function shortened(text: string): string {
  return text.replace(/[.,]?0+(?=\u202f)/, "");
}

/** Marks of a price axis; with a base, in percent of it. */
export function priceMarks(
  min: number,
  max: number,
  { most, scale, base }: { most: number; scale: "linear" | "log"; base: number | null },
): Mark[] {
  if (base !== null) {
    const percent = (price: number) => (price / base - 1) * 100;
    return evenMarks(percent(min), percent(max), most)
      .map((value) => ({ value: base * (1 + value / 100), label: shortPercent(value) }));
  }
  const values = scale === "log" ? logarithmicMarks(min, max, most) : evenMarks(min, max, most);
  return values.map((value) => ({ value, label: formatPrice(value) }));
}
