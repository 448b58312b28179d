import type { QuoteView } from "@/lib/market/quote_view.ts";
import { commandsFor } from "./commands.ts";
import { showDialog } from "./dialog.ts";
import { Palette } from "./Palette.tsx";

export { openKeys } from "./keys_help.tsx";
export { style } from "./dialog.ts";

/** Options of {@link openPalette}. */
export interface PaletteOptions {
  readonly quotes: readonly QuoteView[];
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  readonly past: string | undefined;
}

/** Opens the command palette. */
export function openPalette({ quotes, past }: PaletteOptions): void {
  const commands = commandsFor({ quotes, past, location });
  const go = (href: string, newTab: boolean) => newTab ? void globalThis.open(href) : location.assign(href);
  showDialog("commands", "Commands", (close) => <Palette commands={commands} close={close} go={go} />);
}
