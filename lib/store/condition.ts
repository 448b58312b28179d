import { join } from "node:path";
import type { Contents } from "./contents.ts";
import { roomOf, roomWords } from "./room.ts";
import { openOrCreate } from "./sharing.ts";
import { StoreError } from "./store_error.ts";
import { INTERNAL } from "./volume.ts";

/**
 * What the volume lets this process do: `ok`; `low`: room gets scarce; `full`: there is none for a run; `read_only`: it
 * takes no writes; `failing`: it takes them and they fail; `away`: it is not there.
 */
export type VolumeState = "ok" | "low" | "full" | "read_only" | "failing" | "away";

/** State of the volume as it was last looked at. */
export interface VolumeCondition {
  readonly state: VolumeState;
  /** What is wrong, in a sentence without its full stop; empty when nothing is. */
  readonly detail: string;
  /** Since when it is so, epoch milliseconds. */
  readonly since: number;
}

type Found = Omit<VolumeCondition, "since">;

const OK: Found = { state: "ok", detail: "" };

/**
 * Looks at the volume. Writes nothing, unless the last write failed: then whether one succeeds now. Never throws.
 * @param mustWrite whether this process writes: one that only serves needs no permission to
 */
export async function examine(contents: Contents, mustWrite: boolean): Promise<Found> {
  const absence = await contents.presence.absence();
  if (absence !== null) return { state: "away", detail: absence };
  const refusal = await refusalOf(contents) ??
    (contents.writer.failure === null ? null : await tryWriting(contents));
  if (refusal !== null) return mustWrite ? foundBy(refusal) : OK;
  try {
    return roomWords(await roomOf(contents)) ?? OK;
  } catch (error) {
    return foundBy(StoreError.from("look at the volume", error));
  }
}

/** Why nothing can be written, as far as opening a file for it tells. */
async function refusalOf(contents: Contents): Promise<StoreError | null> {
  try {
    (await openOrCreate(join(contents.dir, INTERNAL, "lease"), { write: true })).close();
    return null;
  } catch (error) {
    return StoreError.from("write to the volume", error);
  }
}

async function tryWriting({ dir, writer }: Contents): Promise<StoreError | null> {
  try {
    await writer.write(
      join(dir, INTERNAL, "writable"),
      new TextEncoder().encode(`${Deno.pid}\n`),
      "writable",
    );
    return null;
  } catch (error) {
    return StoreError.from("write to the volume", error instanceof StoreError ? error.cause : error);
  }
}

function foundBy({ code, message }: StoreError): Found {
  const state = code === "full" ? "full" : code === "denied" ? "read_only" : "failing";
  return { state, detail: message };
}
