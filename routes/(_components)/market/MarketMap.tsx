import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useOverview } from "@/lib/browser/overview.ts";
import { addressAt } from "@/lib/market/address.ts";
import { formatAmount, formatCompact, formatPercent } from "@/lib/market/format.ts";
import { HEAT_STEPS, heatOf } from "@/lib/market/heat.ts";
import type { Tile } from "@/lib/market/market_map.ts";
import { fitFrom } from "@/lib/market/tile_text.ts";
import type { Overview } from "@/lib/services/overview.ts";

/** The key's colours, from the deepest fall to the highest rise. */
const SIDES = [
  { side: "down", strengths: [4, 3, 2, 1] },
  { side: "up", strengths: [1, 2, 3, 4] },
] as const;

/** The watchlist as a map: area is market value, colour and sign are the change since the previous close. */
export default function MarketMap({ seed, overview: initial, waiting }: {
  seed: LiveSeed;
  overview: Overview;
  /** What is said while no market value is known. */
  waiting: string;
}) {
  const { quotes } = useLive(seed);
  const { tiles, unvalued, smaller } = useOverview(seed, initial).value.map;
  if (tiles.length === 0) return <p class="empty">{waiting}</p>;
  const changes = new Map(quotes.value.map(({ symbol, change_percent }) => [symbol, change_percent]));
  return (
    <>
      <div class="map-box">
        <svg class="map" width="100%" height="100%" role="group" aria-label="Companies by market value">
          {tiles.map((tile) => (
            <Company
              key={tile.symbol}
              tile={tile}
              change={changes.get(tile.symbol) ?? null}
              past={seed.past}
            />
          ))}
        </svg>
      </div>
      <div class="map-note small faint">
        <p class="map-key" aria-hidden="true">
          <span class="down">▼ %</span>
          {SIDES.flatMap(({ side, strengths }) =>
            strengths.map((strength) => (
              <i key={`${side}${strength}`} class={`${side}-${strength}`}>
                {formatAmount([0, ...HEAT_STEPS][strength - 1] ?? 0)}+
              </i>
            ))
          )}
          <span class="up">▲ %</span>
        </p>
        <a href="#watchlist">The same as a table</a>
        {smaller > 0 && ` · ${smaller} smaller left out`}
        {unvalued.length > 0 && ` · without a market value: ${namesOf(unvalued)}`}
      </div>
    </>
  );
}

function Company({ tile, change, past }: { tile: Tile; change: number | null; past: string | undefined }) {
  const { symbol, name, x, y, width, height, market_cap_millions } = tile;
  const percent = formatPercent(change);
  const value = formatCompact(market_cap_millions * 1e6);
  return (
    <a
      class={`tile ${heatOf(change)}`}
      href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, past)}
    >
      <title>{`${symbol}, ${name === "" ? "" : `${name}, `}${percent}, market value ${value}`}</title>
      <svg x={share(x)} y={share(y)} width={share(width)} height={share(height)}>
        <rect width="100%" height="100%" />
        <text class={`tile-symbol ${fitFrom(symbol, width, height, "symbol")}`} x="8" y="20">{symbol}</text>
        <text class={`tile-change ${fitFrom(percent, width, height, "change")}`} x="8" y="37">{percent}</text>
      </svg>
    </a>
  );
}

function share(value: number): string {
  return `${(value * 100).toFixed(2)}%`;
}

function namesOf(symbols: readonly string[]): string {
  const shown = symbols.slice(0, 3).join(", ");
  return symbols.length > 3 ? `${shown} and ${symbols.length - 3} more` : shown;
}
