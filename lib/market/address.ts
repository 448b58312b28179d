/**
 * An address of this site that shows the same instant of the past as the page it stands on.
 * @param at ISO 8601 UTC; without it the address as it is
 */
export function addressAt(address: string, at: string | undefined): string {
  if (at === undefined) return address;
  const [before = "", hash] = address.split("#");
  const query = `${before.includes("?") ? "&" : "?"}at=${encodeURIComponent(at)}`;
  return before + query + (hash === undefined ? "" : `#${hash}`);
}

/**
 * An address that goes on saying what the present one says under a name, where it does not say that itself: a part of
 * the page that knows its own parameters only does not undo another's.
 * @param present query of the present address
 */
export function keepParameter(address: string, present: string, name: string): string {
  const value = new URLSearchParams(present).get(name);
  if (value === null || new URLSearchParams(address.split("?")[1] ?? "").has(name)) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
}
