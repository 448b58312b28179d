import type { DataIngested, ServiceStatus } from "@/lib/bus/bus.ts";
import { followVolume, readIn } from "./follow.ts";
import { Newcomers } from "./newcomers.ts";
import type { Services } from "./services.ts";
import { serviceStatusOf } from "./status_view.ts";

/** Lines of one `quote` event: a watchlist of 500 must not flood a client that reads well. */
const QUOTES_PER_EVENT = 50;

/** Time for the streams to send one event on before the next, milliseconds. */
const BETWEEN_EVENTS_MS = 20;

/** How often this process's status is told to pages and Redis. */
const STATUS_MS = 5_000;

/**
 * Joins the parts: what changes on the volume and what the bus says goes to the browsers; what another
 * process wrote is read in when the bus tells of it or, without a bus between them, when the record of runs does.
 * @returns undoes it
 */
export function startFeed(services: Services): () => void {
  const { store, bus, live, logger, watchlist, trades, ingest, watch } = services;
  const newcomers = ingest && new Newcomers(ingest, logger);
  const announce = () => bus.announce(serviceStatusOf(services));
  let isOver = false;
  let told = JSON.stringify(watch.troubles);
  const lookAndAnnounce = async () => {
    await watch.look();
    if (isOver) return;
    announce();
    const troubles = JSON.stringify(watch.troubles);
    // What is wrong is no part of what Redis is told: there it would be no news.
    if (troubles !== told) tellStatus(serviceStatusOf(services));
    told = troubles;
  };
  // Another process may have another volume and another clock: what is wrong here is told by this one.
  const tellStatus = (status: ServiceStatus) =>
    live.publish("service_status", { ...status, troubles: watch.troubles });
  const timer = setInterval(lookAndAnnounce, STATUS_MS);
  announce();
  const follower = followVolume(services, (run) => {
    publishIngested(services, run);
    announce();
  });
  const undo = [
    store.onChange(({ dataset, rows }) => {
      if (dataset === "stock_quotes") publishQuotes(services, rows.map((row) => String(row["symbol"])));
    }),
    watchlist.onChange((change) => {
      trades?.follow(watchlist.symbols);
      publishWatchlist(services, change.added);
      newcomers?.take(change);
    }),
    bus.subscribe("data_ingested", (message, foreign) => {
      follower.heard(message.run_id);
      newcomers?.ask();
      if (!foreign) {
        tellOnce(message);
        void lookAndAnnounce();
        return;
      }
      readIn(services).then(
        () => tellOnce(message),
        (error) => logger.error("Files of another process not read", { run_id: message.run_id, error }),
      );
    }),
    bus.subscribe("ingest_progress", (message) => {
      live.publish("ingest_progress", message);
      if (message.phase !== "running") announce();
    }),
    bus.subscribe("service_status", (message, foreign) => {
      if (foreign) live.publish("service_status", message);
      else tellStatus(message);
    }),
    () => clearInterval(timer),
    () => isOver = true,
    () => follower.end(),
  ];
  return () => undo.forEach((off) => off());

  /** What the bus says, unless the record of runs said it first. */
  function tellOnce(message: DataIngested) {
    if (!follower.hasAnnounced(message.run_id)) publishIngested(services, message);
  }

  function publishQuotes(services: Services, changed: readonly string[]) {
    const { market } = services;
    const symbols = [...new Set(changed)].filter((symbol) => market.symbols.includes(symbol));
    const [now, later] = [symbols.slice(0, QUOTES_PER_EVENT), symbols.slice(QUOTES_PER_EVENT)];
    if (now.length === 0) return;
    live.publish("quote", { quotes: now.map((symbol) => market.quote(symbol)), market: market.exchange() });
    // In a turn of their own: what one turn writes waits for every client at once, and a long wait cuts it.
    if (later.length > 0) setTimeout(() => publishQuotes(services, later), BETWEEN_EVENTS_MS);
  }

  /** Another list: its order, and the lines that are new. */
  function publishWatchlist({ market }: Services, added: readonly string[]) {
    live.publish("watchlist", {
      symbols: market.symbols,
      quotes: added.map((symbol) => market.quote(symbol)),
    });
  }

  /** With what a run tells of quotes that did not change: that they were asked for or are in doubt, and of the exchange. */
  function publishIngested({ market }: Services, message: DataIngested) {
    const quotes = market.quotes();
    const checked = quotes.map(({ symbol, checked_at }) => [symbol, checked_at]);
    const doubts = quotes.filter(({ doubt }) => doubt !== null).map(({ symbol, doubt }) => [symbol, doubt]);
    live.publish("data_ingested", {
      ...message,
      market: market.exchange(),
      checked: Object.fromEntries(checked),
      doubts: Object.fromEntries(doubts),
    });
  }
}
