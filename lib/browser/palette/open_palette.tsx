import type { QuoteView } from "@/lib/market/quote_view.ts";
import { commandsFor } from "./commands.ts";
import { showDialog } from "./dialog.ts";
import { showKeys } from "./keys_help.tsx";
import { style } from "@/lib/browser/frame/style.ts";
import { Palette } from "./Palette.tsx";
import { symbolCommands } from "./symbol_commands.ts";

/** Opens the list of keys. @param styles address of the dialogs' style sheet */
export async function openKeys(styles: string): Promise<void> {
  await style(styles);
  showKeys();
}

/** Options of {@link openPalette}. */
export interface PaletteOptions {
  /** Address of the dialogs' style sheet. */
  readonly styles: string;
  readonly quotes: readonly QuoteView[];
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  readonly past: string | undefined;
}

/** Opens the command palette. */
export async function openPalette({ styles, quotes, past }: PaletteOptions): Promise<void> {
  await style(styles);
  const commands = commandsFor({ quotes, past, location });
  const go = (href: string, newTab: boolean) => newTab ? void globalThis.open(href) : location.assign(href);
  showDialog(
    "commands",
    "Commands",
    (close) => <Palette commands={commands} find={symbolCommands} close={close} go={go} />,
  );
}
