import type { Row } from "@/lib/datasets/dataset.ts";
import { formatPrice } from "@/lib/market/format.ts";
import { dateText, rangePlaceText } from "@/lib/market/stock/words.ts";
import type { KeyFigure } from "@/lib/services/key_figures.ts";
import { percent } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";

/** Where the price lies between the lowest and the highest of 52 weeks. */
export function RangeBar({ low, high, price, metrics }: {
  low: KeyFigure | undefined;
  high: KeyFigure | undefined;
  price: number | null;
  metrics: ReadonlyMap<unknown, Row>;
}) {
  const [least, most] = [low?.value ?? null, high?.value ?? null];
  const isKnown = least !== null && most !== null && price !== null && most > least;
  // The day's own price may lie beyond what the provider reckoned last night.
  const share = isKnown ? Math.min(1, Math.max(0, (price - least) / (most - least))) : null;
  const end = (figure: KeyFigure | undefined, name: string) => (
    <span>
      <small>{name}</small>
      <Figure dataset="company_metrics" row={metrics.get(figure?.metric)} column="value">
        {formatPrice(figure?.value ?? null)}
      </Figure>
      <small>{figure?.day === undefined ? "" : dateText(figure.day)}</small>
    </span>
  );
  return (
    <div class="year-range">
      <h3>Range of 52 weeks</h3>
      {!isKnown || share === null ? <p class="soft">Not known.</p> : (
        <>
          <p class="soft small">
            {formatPrice(price)} {rangePlaceText(price, least, most)}
          </p>
          <svg width="100%" height="16" aria-hidden="true">
            <line class="track" x1="0" x2="100%" y1="8" y2="8" />
            <line class="reached" x1="0" x2={percent(share * 100)} y1="8" y2="8" />
            <circle class="mark" cx={percent(1.5 + share * 97)} cy="8" r="6" />
          </svg>
        </>
      )}
      <p class="ends">{end(low, "52-week low")}{end(high, "52-week high")}</p>
    </div>
  );
}
