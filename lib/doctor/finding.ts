/** `ok`: as it should be. `note`: works, and worth knowing. `wrong`: something does not work, or soon will not. */
export type Status = "ok" | "note" | "wrong";

/** One thing that the doctor found. */
export interface Finding {
  readonly status: Status;
  /** One line. */
  readonly text: string;
  /** What to do about it, one line. */
  readonly advice?: string;
}

/** As it should be. */
export function ok(text: string): Finding {
  return { status: "ok", text };
}

/** Works, and worth knowing. */
export function note(text: string, advice?: string): Finding {
  return advice === undefined ? { status: "note", text } : { status: "note", text, advice };
}

/** Does not work, or soon will not. */
export function wrong(text: string, advice?: string): Finding {
  return advice === undefined ? { status: "wrong", text } : { status: "wrong", text, advice };
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
