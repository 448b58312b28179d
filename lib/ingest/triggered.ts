/** A run that was asked for is not to begin, for the reason that the message gives. */
export class RunRefused extends Error {
  override readonly name = "RunRefused";
}

/** Answer to a run on demand. */
export interface Triggered {
  readonly run_id: string;
  /** False when that run was under way already: one run at a time. */
  readonly started: boolean;
}
