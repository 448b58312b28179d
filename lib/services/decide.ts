import { HttpError } from "fresh";
import { QUOTE_WATCH_STATE } from "@/lib/ingest/quote_watch.ts";
import { type Action, ACTIONS, redrive, RedriveError, type Redriven } from "@/lib/redrive/redrive.ts";
import { StoreError } from "@/lib/store/store_error.ts";
import type { Services } from "./services.ts";
import { fieldsOf } from "./small_body.ts";

/** How long a request waits for a run under way; runs of a long watchlist take longer. */
const PATIENCE_MS = 20_000;

const ID = /^[0-9a-f]{12}$/;

/**
 * What a request wants done with a row: `{"action": "accept"}` as JSON, or a form with that field.
 * @throws {HttpError} 400 when it says nothing of the kind, 413 when it says far too much
 */
export async function actionOf(request: Request): Promise<Action> {
  const said = (await fieldsOf(request, '{"action": "accept"}')).get("action");
  const action = ACTIONS.find((each) => each === said);
  if (action === undefined) {
    throw new HttpError(400, `Cannot read action: expected one of ${ACTIONS.join(", ")}`);
  }
  return action;
}

/**
 * Decides about a row in quarantine and tells pages and other processes of it.
 * @throws {HttpError} 404 for an unknown row, 409 for a decision that cannot be, 503 while a run is under way, 507 when
 * the volume is full
 */
export async function decide(
  { store, bus, now, logger, quoteWatch }: Services,
  id: string | undefined,
  action: Action,
): Promise<Redriven> {
  if (id === undefined || !ID.test(id)) throw new HttpError(404, "There is no such row in quarantine");
  try {
    const { redriven, event } = await redrive(id, action, { store, now, patienceMs: PATIENCE_MS });
    quoteWatch.reload(store.readState(QUOTE_WATCH_STATE));
    if (event !== null) bus.publish("data_ingested", event);
    logger.info("Row in quarantine decided about", { ...redriven });
    return redriven;
  } catch (error) {
    if (error instanceof RedriveError) {
      throw new HttpError(error.code === "unknown" ? 404 : 409, error.message, { cause: error });
    }
    if (!(error instanceof StoreError)) throw error;
    logger.error("Row in quarantine not decided about", { id, action, error });
    throw new HttpError(error.code === "full" ? 507 : 503, error.message, { cause: error });
  }
}
