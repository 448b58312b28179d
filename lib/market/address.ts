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
