import { say } from "../_debian.ts";
import { type Figure, ms } from "../bench/report.ts";
import type { Said } from "./podman.ts";

const MIB = 1024 ** 2;
/** Characters printed of what a command that failed has said. */
const MOST_WORDS = 2_000;

/** A promise that is kept or not, without a number to it. */
export function kept(what: string, reached: boolean, value = reached ? "yes" : "no"): Figure {
  return { what, value, reached };
}

/** A promise about a command: that it ended well. What it said otherwise is printed. */
export function went(what: string, { code, stdout, stderr }: Said): Figure {
  if (code !== 0) say(`${what}:\n${`${stdout}\n${stderr}`.trim().slice(-MOST_WORDS)}`);
  return kept(what, code === 0, `status ${code}`);
}

/** A number of milliseconds below its aim. */
export function below(what: string, valueMs: number, aimMs: number): Figure {
  return { what, value: ms(valueMs), beside: `aim < ${ms(aimMs)}`, reached: valueMs < aimMs };
}

/** A number of bytes below its aim, in MiB. */
export function smaller(what: string, bytes: number, aim: number): Figure {
  return { what, value: mib(bytes), beside: `aim < ${mib(aim)}`, reached: bytes < aim };
}

/** Bytes in MiB. */
export function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
