import { batch, effect } from "@preact/signals";
import { SessionAxis } from "@/lib/market/chart_axis.ts";
import { Bars } from "@/lib/market/chart_bars.ts";
import { comparisonOf } from "@/lib/market/chart_compare.ts";
import type { ChartEvent } from "@/lib/market/chart_events.ts";
import { type ChartModel, eventsOn, liveBar } from "@/lib/market/chart_model.ts";
import { spokenReading, spokenView } from "@/lib/market/chart_reading.ts";
import type { ChartSettings } from "@/lib/market/chart_settings.ts";
import {
  clampView,
  panView,
  rangeView,
  type View,
  viewOver,
  viewWith,
  zoomView,
} from "@/lib/market/chart_view.ts";
import { type History, intervalOf } from "@/lib/market/history.ts";
import { speak } from "../speak.ts";
import { ChartData } from "./data.ts";
import { type ChartAction, targetOf } from "./keys.ts";
import type { ChartState, ControllerOptions } from "./state.ts";
import { StudyCache, wantsLead } from "./study_cache.ts";

/** A view that is off by fewer bars than this is the whole range: time went on, or a bar came. */
const STRAY_BARS = 2.5;

/** Keeps a chart's model in line with what was chosen and what arrives, and moves its view. */
export class ChartController {
  readonly #state: ChartState;
  readonly #options: ControllerOptions;
  readonly #data: ChartData;
  readonly #studies = new StudyCache();
  readonly #stops: (() => void)[] = [];
  #events: readonly ChartEvent[] = [];
  #turn = 0;
  #isWidening = false;
  #range: ChartSettings["range"];

  constructor(state: ChartState, options: ControllerOptions) {
    this.#state = state;
    this.#options = options;
    const { history, settings } = state.model.peek();
    this.#range = settings.range;
    this.#data = new ChartData(options.symbol, options.past, history);
    this.#stops.push(
      effect(() => {
        state.settings.value;
        void this.#update();
      }),
      effect(() => {
        if (options.ingested.value > 0) void this.#renew();
      }),
      effect(() => {
        options.live.value;
        this.#follow();
      }),
    );
    void this.#loadEvents();
  }

  /** Does what a key, a button or a finger asks for. */
  act(action: ChartAction): void {
    const { view, model, cursor, spoken } = this.#state;
    const { bars } = model.value;
    const { from, to } = view.value;
    switch (action.kind) {
      case "move":
        return this.#go((cursor.value ?? bars.count - (action.bars < 0 ? 0 : 1)) + action.bars);
      case "go":
        return this.#go(targetOf(action.to, model.value, view.value, cursor.value));
      case "zoom":
        this.zoom(action.factor, cursor.value ?? to - 0.5);
        break;
      case "pan":
        this.pan(action.share * (to - from));
        break;
      case "reset":
        this.reset();
        break;
      case "leave":
        cursor.value = null;
        return;
    }
    speak(spoken, spokenView(model.value, view.value));
  }

  /** @param anchor bar that stays where it is */
  zoom(factor: number, anchor: number): void {
    const { view, model } = this.#state;
    view.value = zoomView(view.value, factor, anchor, model.value.bars.count);
    this.#widen();
  }

  /** @param bars to the right */
  pan(bars: number): void {
    const { view, model } = this.#state;
    view.value = panView(view.value, bars, model.value.bars.count);
    this.#widen();
  }

  /** Shows a stretch of bars. */
  show(from: number, to: number): void {
    this.#state.view.value = clampView({ from, to }, this.#state.model.value.bars.count);
  }

  /** Shows the range that was chosen, whole. */
  reset(): void {
    const { view, model, settings } = this.#state;
    view.value = this.#viewOfRange(model.value.history, model.value.bars, settings.value);
  }

  /** Whether the range that was chosen is in view, neither more nor less. */
  isWhole(): boolean {
    const { view, model, settings } = this.#state;
    const { history, bars } = model.peek();
    const whole = this.#viewOfRange(history, bars, settings.peek());
    const { from, to } = view.peek();
    return Math.abs(from - whole.from) + Math.abs(to - whole.to) < STRAY_BARS;
  }

  /** The crosshair goes to the bar at a position, or away. */
  point(at: number | null): void {
    const { cursor, model } = this.#state;
    cursor.value = at === null ? null : Math.min(Math.max(0, Math.round(at)), model.value.bars.count - 1);
  }

  /** Ends it. */
  destroy(): void {
    this.#turn = Infinity;
    this.#stops.forEach((stop) => stop());
    this.#data.close();
  }

  #go(index: number): void {
    const { view, model, cursor, spoken } = this.#state;
    const { count } = model.value.bars;
    if (count === 0) return;
    const to = Math.min(Math.max(0, index), count - 1);
    batch(() => {
      cursor.value = to;
      view.value = viewWith(view.value, to, count);
      speak(spoken, spokenReading(model.value, to, view.value));
    });
    if (index < 0) this.#widen();
  }

  /** Who moves about wants to see what lies before, too. */
  #widen(): void {
    const { history } = this.#state.model.peek();
    if (this.#isWidening || this.#data.isWhole(history)) return;
    this.#isWidening = true;
    this.#data.whole(history.interval)
      .then(() => this.#update(), (error) => this.#complain(error))
      .finally(() => this.#isWidening = false);
  }

  async #update(): Promise<void> {
    const { settings, trouble } = this.#state;
    const chosen = settings.peek();
    const turn = ++this.#turn;
    try {
      const history = await this.#data.history(chosen.range, wantsLead(chosen));
      if (turn !== this.#turn) return;
      const other = chosen.compare === ""
        ? null
        : await this.#data.other(chosen.compare, history.interval).catch(() => null);
      const before = this.#state.model.peek();
      const isSame = before.history === history && before.settings.prices === chosen.prices;
      const bars = isSame ? before.bars : new Bars(history, chosen.prices);
      const studies = await this.#studies.of(chosen, bars, history.interval);
      if (turn !== this.#turn) return;
      trouble.value = chosen.compare !== "" && other === null
        ? `Nothing is known of "${chosen.compare}": it is not on this watchlist`
        : "";
      this.#take({
        history,
        settings: chosen,
        bars,
        axis: isSame ? before.axis : new SessionAxis(bars.time, history.interval),
        studies,
        comparison: other === null ? null : comparisonOf(bars, other),
        events: isSame ? before.events : eventsOn(history, this.#events),
        live: null,
        quoted: before.quoted,
      });
    } catch (error) {
      if (turn !== this.#turn) return;
      trouble.value = "The server did not answer. What is shown is what was known before.";
      this.#complain(error);
    }
  }

  /** Puts a model in the place of the one before, and the view to the same stretch of time. */
  #take(model: ChartModel): void {
    const state = this.#state;
    const before = state.model.peek();
    const isNewRange = this.#range !== model.settings.range ||
      before.history.interval !== model.history.interval;
    this.#range = model.settings.range;
    batch(() => {
      state.model.value = model;
      if (isNewRange) {
        state.cursor.value = null;
        state.view.value = this.#viewOfRange(model.history, model.bars, model.settings);
      } else if (before.bars !== model.bars) {
        const view = viewOver(state.view.peek(), before.bars.time, model.bars.time);
        const cursor = state.cursor.peek();
        state.cursor.value = cursor === null ? null : this.#sameBar(cursor, before.bars, model.bars);
        state.view.value = view;
      }
    });
    this.#follow();
  }

  #sameBar(index: number, before: Bars, after: Bars): number | null {
    const found = after.time.lastIndexOf(before.time[index] ?? NaN);
    return found < 0 ? null : found;
  }

  #viewOfRange({ interval }: History, { time }: Bars, { range }: ChartSettings): View {
    return rangeView(time, { range, interval, now: this.#options.now() });
  }

  /** The last bar and the price line follow the live price. */
  #follow(): void {
    const { model, view } = this.#state;
    const live = this.#options.live.peek();
    const before = model.peek();
    const { bars, history, comparison } = before;
    const bar = live === null ? null : liveBar(bars, history.interval, live);
    if (live === null) return;
    if (bar === null) {
      model.value = { ...before, quoted: live };
      return;
    }
    const { count } = bars;
    bars.set(bar);
    this.#studies.follow(bars);
    const isNew = bars.count > count;
    if (isNew && comparison !== null) {
      comparison.closes.push(NaN);
      comparison.extremes.set(count, NaN, NaN);
    }
    batch(() => {
      model.value = {
        ...before,
        axis: isNew ? new SessionAxis(bars.time, history.interval) : before.axis,
        live: live.price,
        quoted: live,
      };
      if (isNew && view.peek().to >= count - 0.5 - 1e-6) view.value = panView(view.peek(), 1, bars.count);
    });
  }

  async #renew(): Promise<void> {
    const { interval } = this.#state.model.peek().history;
    try {
      await this.#data.renew(intervalOf(this.#state.settings.peek().range), interval);
    } catch (error) {
      // The next run tries again; the page says in its bar when the server is away.
      return this.#complain(error);
    }
    await this.#update();
    await this.#loadEvents();
  }

  async #loadEvents(): Promise<void> {
    try {
      this.#events = await this.#data.events();
    } catch (error) {
      return this.#complain(error);
    }
    const { model } = this.#state;
    model.value = { ...model.peek(), events: eventsOn(model.peek().history, this.#events) };
  }

  /** What a page that is left breaks off is no failure. */
  #complain(error: unknown): void {
    if (this.#turn !== Infinity) reportError(error);
  }
}
