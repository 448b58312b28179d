import { HttpError } from "fresh";
import { figureAddress } from "@/lib/market/figure_address.ts";
import { RUN_COLUMNS } from "@/lib/store/run_record.ts";
import { runPlaceOf } from "@/lib/store/run_place.ts";
import { symbolOf } from "../parameters.ts";
import { pastOf } from "../past.ts";
import { runsBy } from "../runs_by.ts";
import type { Known, Services } from "../services.ts";
import { type Found, runAddress } from "./cell.ts";
import { COMPARED_FIGURES, comparedNamed, comparedProvenance } from "./compared.ts";
import { formulaView } from "./formula_view.ts";
import { type Formula, FORMULAS } from "./formulas.ts";
import { RECKONED } from "./reckoned.ts";
import { SCALED_FIGURES, scaledNamed, scaledProvenance } from "./scaled.ts";
import { originOf } from "./view.ts";
import { cellWords, reckonedWords } from "./words.ts";

/** What a page adds up over all symbols; the rest is of one. */
const OF_ALL = /^(index|breadth)\./;

/**
 * Where a number is from that is reckoned as it is shown.
 * @throws {HttpError} 400 for a name that no figure has, 404 for a symbol of which nothing is known
 */
export function reckonedProvenance(
  services: Services,
  known: Known,
  query: URLSearchParams,
): Found | Promise<Found> {
  const name = query.get("column") ?? "";
  const compared = comparedNamed(name);
  if (compared !== undefined) return comparedProvenance(known, compared, query);
  const scaled = scaledNamed(name);
  if (scaled !== undefined) return scaledProvenance(services, known, scaled, query);
  const reckonIt = Object.hasOwn(RECKONED, name) ? RECKONED[name] : undefined;
  if (reckonIt === undefined) {
    throw new HttpError(
      400,
      `Cannot find figure "${name.slice(0, 40)}": expected one of ${FIGURES.join(", ")}`,
    );
  }
  const { market, store } = known;
  const isOfAll = OF_ALL.test(name);
  const symbol = isOfAll ? "" : symbolOf(query.get("symbol") ?? "");
  if (!isOfAll && !market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
  const reckoned = reckonIt(known, symbol);
  const { title, unit }: Formula = FORMULAS[reckoned.formula];
  const { value, inputs } = reckoned;
  const quotes = isOfAll ? market.quotes() : [market.quote(symbol)];
  const oldest = quotes.filter(({ as_of }) => as_of !== null)
    .reduce((a, b) => (a?.as_of ?? "~") <= (b.as_of ?? "~") ? a : b, quotes[0]);
  const isTrade = name.startsWith("trade.");
  const { dataset } = store.ledger("stock_quotes");
  return {
    subject: isOfAll ? "Watchlist" : symbol,
    title,
    description: "",
    value,
    text: reckonedWords(value),
    unit,
    as_of: oldest?.as_of ?? null,
    fetched_at: oldest?.fetched_at ?? null,
    checked_at: oldest?.checked_at ?? null,
    verdict: isOfAll ? market.datasetFreshness(dataset).verdict : oldest?.verdict ?? null,
    source: isTrade
      ? oldest?.source ?? ""
      : `derived:${[...new Set(inputs.map(({ figure }) => datasetOf(figure.dataset)))].join(", ")}`,
    run: null,
    file: null,
    formula: name === "trade.price" ? null : formulaView(known, reckoned, false),
    note: name === "trade.price"
      ? "A trade heard between slots: it is kept in no file. The next run writes the price that the exchange says then."
      : isOfAll
      ? `As old as its oldest price, that of ${oldest?.symbol ?? "none"}.`
      : "",
    at: pastOf(known) ?? null,
    address: figureAddress(
      { dataset: "figures", column: name, ...(!isOfAll && { key: { symbol } }) },
      pastOf(known),
    ),
  };
}

/** Of the figures only what trades make of a quote is an input. */
function datasetOf(name: string): string {
  return name === "figures" ? "trades between slots" : name;
}

const FIGURES = [...Object.keys(RECKONED), ...COMPARED_FIGURES, ...SCALED_FIGURES];

const RUN_UNITS: Readonly<Record<string, readonly [unit: string, description: string]>> = {
  attempt: ["", "Counts the runs of a slot from 1; 0 for a missed slot."],
  duration_ms: ["milliseconds", "From its start to its end."],
  calls: ["calls", "Calls to the provider."],
  rows: ["rows", "Rows that were new."],
  quarantined: ["rows", "Rows kept aside because they failed their check."],
  errors: ["fetches", "Fetches that failed."],
};

/**
 * Where a number of the record of runs is from.
 * @throws {HttpError} 400 for a column that no run has, 404 for a run that is not on record
 */
export async function runProvenance(
  { store }: Services,
  known: Known,
  query: URLSearchParams,
): Promise<Found> {
  const column = RUN_COLUMNS.find((each) => each === query.get("column"));
  if (column === undefined) {
    throw new HttpError(400, `Cannot find that column of a run: expected one of ${RUN_COLUMNS.join(", ")}`);
  }
  const id = query.get("run_id") ?? "";
  const run = runsBy(store, known.at).findLast(({ run_id }) => run_id === id);
  if (run === undefined) throw new HttpError(404, `No run "${id.slice(0, 40)}" is on record`);
  const [unit = "", description = ""] = RUN_UNITS[column] ?? [];
  const place = await runPlaceOf(store.dir, id);
  const address = runAddress(known, id);
  return {
    subject: `Run ${id}`,
    title: column.replace("_ms", "").replaceAll("_", " "),
    description,
    value: run[column],
    text: cellWords(run[column]),
    unit,
    ...originOf({}),
    source: "derived:this program's own record of the run",
    fetched_at: run.finished_at,
    checked_at: null,
    verdict: null,
    run: { run_id: id, status: run.status, trigger: run.trigger, address },
    file: place && { ...place, archived: false, address },
    formula: null,
    note: place === null ? "The volume has not taken this line yet." : "",
    at: pastOf(known) ?? null,
    address: figureAddress({ dataset: "runs", column, key: { run_id: id } }, pastOf(known)),
  };
}
