import { addressAt } from "@/lib/market/address.ts";
import { counted, formatChange } from "@/lib/market/format.ts";
import { textIn } from "@/lib/market/stock/cells.ts";
import { type SentimentDay, type SentimentView, toneText } from "@/lib/market/stock/sentiment.ts";
import { dateText } from "@/lib/market/stock/words.ts";
import { BarLabels, Bars } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

/** All of what a score can be, so that a quiet week looks quiet. */
const SCALE = { least: -1, greatest: 1 };
const TONES = { good: "up", neutral: "flat", bad: "down" } as const;

/** How a company was spoken of, day by day. */
export function Sentiment({ context, view: { days, isOwn, summary } }: {
  context: PanelContext;
  view: SentimentView;
}) {
  const noun = isOwn ? "headline" : "mention";
  const said = ({ date, score, mentions }: SentimentDay) =>
    score === null
      ? `${dateText(date)}: no ${noun}`
      : `${dateText(date)}: ${formatChange(score)}, ${toneText(score)}, ${counted(mentions, noun)}`;
  return (
    <StockPanel
      context={context}
      id="sentiment"
      title="Sentiment"
      dataset="social_sentiment"
      sources={[...new Set(days.flatMap(({ row }) => row === undefined ? [] : textIn(row, "source")))]}
      isEmpty={days.length === 0}
    >
      <div class="body lead">
        <p>{summary}</p>
        <p class="soft small">
          {isOwn
            ? (
              <>
                Our own score of the headlines by the words in them, not the provider’s:{" "}
                <a href={addressAt("/data/social_sentiment", context.at)}>how it is made</a>.
              </>
            )
            : "The provider’s score of what is posted."} From −1 to 1; below, {noun}s a day
        </p>
        <Bars
          height={96}
          scale={SCALE}
          label={`Sentiment on each of ${days.length} days; the table below has the values`}
          bars={days.map((day) => ({
            value: day.score,
            tone: TONES[toneText(day.score ?? 0)],
            title: said(day),
          }))}
        />
        <BarLabels labels={days.map(({ mentions, score }) => score === null ? "" : String(mentions))} />
        <BarLabels labels={days.map(({ date }) => String(Number(date.slice(8))))} />
      </div>
      <details class="more">
        <summary>Table of the days</summary>
        <table>
          <caption class="visually-hidden">Sentiment of {context.symbol} by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" class="number">Score</th>
              <th scope="col">Tone</th>
              <th scope="col" class="number">{isOwn ? "Headlines" : "Mentions"}</th>
            </tr>
          </thead>
          <tbody>
            {days.filter(({ score }) => score !== null).reverse().map(({ row, date, score, mentions }) => (
              <tr key={date}>
                <th scope="row">{dateText(date)}</th>
                <td class="number">
                  <Figure dataset="social_sentiment" row={row} column="score">
                    {formatChange(score)}
                  </Figure>
                </td>
                <td>{toneText(score ?? 0)}</td>
                <td class="number">{mentions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </StockPanel>
  );
}
