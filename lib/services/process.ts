import { type Config, ConfigError } from "@/lib/config.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * How long the server may take to end, milliseconds: a client that does not read keeps its socket's last bytes, and
 * with them the server, for ever.
 */
export const SHUTDOWN_MS = 2_000;

/**
 * Resolves with the first signal that asks to stop. Later ones are ignored, not taken for impatience: a signal to
 * the process group arrives twice through a launcher such as npx.
 */
export function untilTold(): Promise<Deno.Signal> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) Deno.addSignalListener(signal, () => resolve(signal));
  });
}

/** Ends a server whose streams are closed; its last answers get a moment, and no more. */
export async function shutDown(server: Deno.HttpServer): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, SHUTDOWN_MS));
  await Promise.race([server.shutdown(), patience]);
  clearTimeout(timer);
}

/** The address that the configuration names is not to be had; the message names the variable. */
export class AddressError extends Error {
  override readonly name = "AddressError";
}

/**
 * Makes sure that the pages will have their address before anything is written or asked for.
 * @throws {AddressError}
 */
export function claimAddress({ host, port }: Pick<Config, "host" | "port">): void {
  try {
    Deno.listen({ hostname: host, port }).close();
  } catch (error) {
    throw new AddressError(reasonOf(error, host, port), { cause: error });
  }
}

function reasonOf(error: unknown, host: string, port: number): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return `Cannot listen on port ${port}: the address is in use, set PORT to another port`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `Cannot listen on "${host}": no address of this machine, set HOST to one of its own, 127.0.0.1 or 0.0.0.0`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `Cannot listen on "${host}", port ${port}: ${reason}; set HOST and PORT to what can be had`;
}

/**
 * Ends the process over an error with words for the terminal: all bad variables and status 2, an address in use or
 * a volume that cannot be used in one line and status 1, anything else with its stack.
 */
export function endOver(error: unknown): never {
  Deno.stderr.writeSync(new TextEncoder().encode(`${wordsFor(error)}\n`));
  Deno.exit(error instanceof ConfigError ? 2 : 1);
}

function wordsFor(error: unknown): string {
  // Taken since it was looked at.
  if (error instanceof Deno.errors.AddrInUse) {
    return "Cannot listen: the address is in use, set PORT to another port";
  }
  if (!(error instanceof Error)) return String(error);
  const expected = error instanceof ConfigError || error instanceof AddressError ||
    error.name === "StoreError";
  return expected ? error.message : error.stack ?? error.message;
}
