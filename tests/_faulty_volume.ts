/** What a command of the system came to. */
async function run(command: string, ...args: string[]): Promise<{ ok: boolean; text: string }> {
  try {
    const { success, stderr } = await new Deno.Command(command, { args, stdout: "null", stderr: "piped" })
      .output();
    return { ok: success, text: new TextDecoder().decode(stderr).trim() };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/** Why no file system can be mounted here, in words for a test's name; empty where one can. */
export async function mountingRefused(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-mount-" });
  const { ok, text } = await run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir);
  if (ok) await run("umount", dir);
  await Deno.remove(dir);
  return ok ? "" : `mounting is refused here: ${text}`;
}

/** A small volume in memory, mounted, that can be filled, made read-only and taken away. */
export class FaultyVolume implements AsyncDisposable {
  readonly dir: string;
  readonly #size: string;
  /** Where the volume is mounted now. */
  #at: string;

  private constructor(dir: string, size: string) {
    this.dir = dir;
    this.#size = size;
    this.#at = dir;
  }

  /** @param size as `mount` reads it, for instance `16m` */
  static async mount(size = "16m"): Promise<FaultyVolume> {
    const volume = new FaultyVolume(await Deno.makeTempDir({ prefix: "quarterhour-volume-" }), size);
    await volume.#do("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", volume.dir);
    return volume;
  }

  /** Takes all the room that is left, and gives it back when told. */
  async fill(): Promise<() => Promise<void>> {
    const path = `${this.dir}/filler.bin`;
    const file = await Deno.open(path, { write: true, createNew: true });
    try {
      for (const bytes of [new Uint8Array(65_536), new Uint8Array(4096)]) await fillWith(file, bytes);
    } finally {
      file.close();
    }
    return () => Deno.remove(path);
  }

  /** Makes the volume read-only, or takes that back. */
  readOnly(isReadOnly: boolean): Promise<void> {
    return this.#do("mount", "-o", `remount,${isReadOnly ? "ro" : "rw"},size=${this.#size}`, this.dir);
  }

  /**
   * Moves the mounted volume elsewhere, as if it were unmounted: an empty folder is left.
   * @returns brings it back
   */
  async takeAway(): Promise<() => Promise<void>> {
    const elsewhere = await Deno.makeTempDir({ prefix: "quarterhour-elsewhere-" });
    await this.#do("mount", "--bind", this.dir, elsewhere);
    // Lazily: the process may have a file open.
    await this.#do("umount", "-l", this.dir);
    this.#at = elsewhere;
    return async () => {
      await this.#do("mount", "--bind", elsewhere, this.dir);
      this.#at = this.dir;
      await this.#do("umount", "-l", elsewhere);
      await Deno.remove(elsewhere);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#do("umount", "-l", this.#at);
    await Deno.remove(this.dir, { recursive: true });
  }

  async #do(command: string, ...args: string[]): Promise<void> {
    const { ok, text } = await run(command, ...args);
    if (!ok) throw new Error(`${command} ${args.join(" ")}: ${text}`);
  }
}

async function fillWith(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  try {
    while (await file.write(bytes) > 0);
  } catch (error) {
    // That is what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
