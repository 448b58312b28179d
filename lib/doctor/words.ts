export { sizeText as bytes } from "@/lib/store/size_text.ts";
export { duration } from "@/lib/ingest/duration.ts";

/** The first few of some names, and how many more there are. */
export function some(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
