import { addressAt } from "@/lib/market/address.ts";
import {
  type ChartSettings,
  namesOf,
  OVERLAYS,
  PANES,
  readSettings,
  settingsAddress,
  toggled,
} from "@/lib/market/chart_settings.ts";
import type { Command } from "./command.ts";

/** What can be chosen of a stock's chart beside its range. @param search end of the page's address */
export function chartCommands(search: string, past: string | undefined): readonly Command[] {
  const chosen = readSettings(new URLSearchParams(search));
  const { overlays, panes, scale, type, table } = chosen;
  const command = (id: string, title: string, words: string, change: Partial<ChartSettings>): Command => ({
    id: `chart ${id}`,
    kind: "Chart",
    title,
    words,
    href: addressAt(settingsAddress({ ...chosen, ...change }), past),
  });
  const endOf = (isOn: boolean) => isOn ? ": take away" : "";
  return [
    ...namesOf(OVERLAYS).map((name) =>
      command(name, `${OVERLAYS[name]}${endOf(overlays.includes(name))}`, "indicator average overlay bands", {
        overlays: toggled(OVERLAYS, overlays, name),
      })
    ),
    ...namesOf(PANES).map((name) =>
      command(name, `${PANES[name]}${endOf(panes.includes(name))}`, "indicator pane", {
        panes: toggled(PANES, panes, name),
      })
    ),
    scale === "log"
      ? command("scale", "Linear scale", "logarithmic", { scale: "linear" })
      : command("scale", "Logarithmic scale", "axis", { scale: "log" }),
    type === "line"
      ? command("type", "Prices as candles", "style bars", { type: "candles" })
      : command("type", "Prices as a line", "style closes", { type: "line" }),
    command("table", table ? "Table of the bars: take away" : "Table of the bars", "rows numbers", {
      table: !table,
    }),
  ];
}
