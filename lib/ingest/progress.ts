import type { IngestProgress } from "@/lib/bus/bus.ts";

/** A watchlist of 500 makes thousands of steps: readers are told of them this often, milliseconds. */
const INTERVAL_MS = 200;

/** What is said of a run from its start on. */
export type ProgressHeader = Pick<IngestProgress, "run_id" | "slot" | "started_at" | "total" | "instance">;

/** How far a run is; pass {@linkcode Progress.advance} what changes. */
export type Step = Pick<IngestProgress, "done" | "running">;

/** Tells how far the run under way is: its start and end always, what lies between at most five times a second. */
export class Progress {
  readonly #publish: (progress: IngestProgress) => void;
  #current: IngestProgress | null = null;
  /** While it runs, something was just published. */
  #pause: ReturnType<typeof setTimeout> | undefined;
  #hasNews = false;

  constructor(publish: (progress: IngestProgress) => void) {
    this.#publish = publish;
  }

  /** The run under way as it is now, published or not; `null` between runs. */
  get current(): IngestProgress | null {
    return this.#current;
  }

  begin(header: ProgressHeader): void {
    this.#current = { ...header, phase: "started", done: 0, running: "" };
    this.#tell(this.#current);
  }

  advance({ done, running }: Step): void {
    if (this.#current === null) return;
    this.#current = { ...this.#current, phase: "running", done, running };
    if (this.#pause === undefined) this.#tell(this.#current);
    else this.#hasNews = true;
  }

  /** The run ended: nothing of it is told after this. */
  end(): void {
    if (this.#current === null) return;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#hasNews = false;
    const { total } = this.#current;
    const last: IngestProgress = { ...this.#current, phase: "finished", done: total, running: "" };
    this.#current = null;
    this.#publish(last);
  }

  #tell(progress: IngestProgress): void {
    this.#hasNews = false;
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#hasNews && this.#current !== null) this.#tell(this.#current);
    }, INTERVAL_MS);
    this.#publish(progress);
  }
}
