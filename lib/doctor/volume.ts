import { join } from "node:path";
import type { Config } from "@/lib/config.ts";
import { infoOf, INTERNAL, space } from "@/lib/store/volume.ts";
import { messageOf, StoreError } from "@/lib/store/store_error.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { bytes } from "./words.ts";

/** Less is a matter of days. */
const LITTLE_BYTES = 512 * 1024 ** 2;
/** Less does not hold a run's files with their temporary copies. */
const TOO_LITTLE_BYTES = 32 * 1024 ** 2;

/** Name of the file that is written and removed to see whether that works. */
const PROBE = "doctor";

/** Whether the data folder is there, takes writes and has room. */
export async function examineVolume({ dataPath, volumePath, demo }: Config): Promise<Finding[]> {
  const folder = await isFolder(dataPath) ? dataPath : volumePath;
  if (!await isFolder(folder)) {
    return [note(
      `There is no folder "${volumePath}" yet: the first start makes it`,
      "If there should be data, look at SHARED_DATA_PATH",
    )];
  }
  const there = folder === dataPath
    ? ok(`The data folder is "${dataPath}"`)
    : note(`There is no folder "${dataPath}" yet: the first start ${demo ? "of the demo " : ""}makes it`);
  return [there, await writing(folder), await room(folder)];
}

/** Whether a path leads to a folder. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw StoreError.from("look at the data folder", error);
  }
}

/** Writes and removes one small file beside the project's own records, where nothing else looks. */
async function writing(folder: string): Promise<Finding> {
  const internal = join(folder, INTERNAL);
  const before = await infoOf(internal);
  if (before !== null && !before.isDirectory) {
    return wrong(
      `"${INTERNAL}" in the data folder is no folder: the program does not start`,
      "Remove it; what belongs there is made anew",
    );
  }
  const path = join(internal, `${PROBE}-${crypto.randomUUID()}`);
  try {
    if (before === null) await Deno.mkdir(internal);
    await Deno.writeTextFile(path, "Written by the doctor; may be removed\n");
    await Deno.remove(path);
    return ok("It takes writes");
  } catch (error) {
    const reason = messageOf(StoreError.from("write there", error));
    return wrong(
      `It takes no writes. ${reason}`,
      "Let the user that runs the program own the folder; in a container, its group too",
    );
  } finally {
    if (before === null) await removeIfEmpty(internal);
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await Deno.remove(folder);
  } catch {
    // It could not be made, or the program has begun to use it: then it is not ours to remove.
  }
}

async function room(folder: string): Promise<Finding> {
  const { freeBytes, totalBytes } = await space(folder);
  const text = `${bytes(freeBytes)} of ${bytes(totalBytes)} are free`;
  const advice = "Make room, or move SHARED_DATA_PATH to a larger volume";
  if (freeBytes < TOO_LITTLE_BYTES) return wrong(`Only ${text}`, advice);
  return freeBytes < LITTLE_BYTES ? note(`Only ${text}`, advice) : ok(text);
}
