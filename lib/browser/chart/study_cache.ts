import type { Bars } from "@/lib/market/chart_bars.ts";
import { type ChartSettings, studiesIn } from "@/lib/market/chart_settings.ts";
import type { Study } from "@/lib/market/chart_studies.ts";
import type { Interval } from "@/lib/market/history.ts";

/** Whether what was chosen needs the bars before the range: an average of 200 days begins 200 days before. */
export function wantsLead(settings: ChartSettings): boolean {
  return studiesIn(settings).length > 0;
}

/** The studies of one set of bars, each computed once; what computes them is loaded when the first is wanted. */
export class StudyCache {
  #bars: Bars | undefined;
  #known = new Map<string, Study>();

  /** Those that were chosen, in the order of their menus. */
  async of(settings: ChartSettings, bars: Bars, interval: Interval): Promise<readonly Study[]> {
    const wanted = studiesIn(settings);
    if (wanted.length === 0) return [];
    const { studyOf } = await import("@/lib/market/chart_studies.ts");
    if (this.#bars !== bars) {
      this.#bars = bars;
      this.#known = new Map();
    }
    return wanted.map((name) => {
      const study = this.#known.get(name) ?? studyOf(name, bars, interval);
      this.#known.set(name, study);
      return study;
    });
  }

  /** All of them take the last bar again, or the one after it: also those that are not shown just now. */
  follow(bars: Bars): void {
    if (bars === this.#bars) this.#known.forEach((study) => study.follow(bars));
  }
}
