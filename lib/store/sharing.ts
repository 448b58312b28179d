import { dirname } from "node:path";

const OWNER = 0o700;
const GROUP_WRITES = 0o020;
/** What of a mode is permissions. */
const PERMISSIONS = 0o7777;

/**
 * Lets the group do with a new file or folder what its owner may, where the group may write in the folder that it is in:
 * a volume that was restored, or went to another project, comes to another user of its group. The umask, 022 in a
 * container, would keep the group out.
 */
export async function share(path: string): Promise<void> {
  const [own, folder] = await Promise.all([modeOf(path), modeOf(dirname(path))]);
  if (own === null || folder === null || (folder & GROUP_WRITES) === 0) return;
  const shared = own | ((own & OWNER) >> 3);
  if (shared !== own) await Deno.chmod(path, shared & PERMISSIONS);
}

/** Null on Windows, which has no groups, and for what lies outside of the data folder: this program may not look there. */
async function modeOf(path: string): Promise<number | null> {
  try {
    return (await Deno.lstat(path)).mode;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return null;
    throw error;
  }
}

/** Opens a file; where it is missing it is created, and shared. */
export async function openOrCreate(path: string, options: Deno.OpenOptions): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, options);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const file = await Deno.open(path, { ...options, create: true });
  try {
    await share(path);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Creates a folder, and those it is in, where they are missing, and shares them. */
export async function createShared(path: string): Promise<void> {
  const isNew = await isMissing(path);
  if (isNew && await isMissing(dirname(path))) await createShared(dirname(path));
  await Deno.mkdir(path, { recursive: true });
  if (isNew) await share(path);
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await modeOf(path);
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}
