import { HttpError } from "fresh";
import { knownFor } from "../past.ts";
import type { Known, Services } from "../services.ts";
import { cellProvenance, type Found } from "./cell.ts";
import { reckonedProvenance, runProvenance } from "./others.ts";
import type { ProvenanceView } from "./view.ts";
import { citationOf } from "./words.ts";

export type { ProvenanceView } from "./view.ts";

/**
 * Where the number is from that a query names: `dataset`, the columns of its row's key and `column`, now or `at` an
 * instant. The dataset `runs` is the record of runs, `figures` what is reckoned as it is shown.
 * @throws {HttpError} 400 for a query that names no number, 404 where there is none of that name
 */
export async function provenanceFor(services: Services, query: URLSearchParams): Promise<ProvenanceView> {
  return await provenanceOf(services, await knownFor(services, query), query);
}

/** The same of what is known already. */
export async function provenanceOf(
  services: Services,
  known: Known,
  query: URLSearchParams,
): Promise<ProvenanceView> {
  const found = await find(services, known, query);
  return {
    ...found,
    citation: citationOf(found),
    answered_at: new Date(services.now()).toISOString(),
  };
}

async function find(services: Services, known: Known, query: URLSearchParams): Promise<Found> {
  const dataset = query.get("dataset");
  if (dataset === null || !query.has("column")) {
    throw new HttpError(400, "Cannot tell which number: expected dataset and column");
  }
  if (dataset === "figures") return await reckonedProvenance(services, known, query);
  return dataset === "runs"
    ? await runProvenance(services, known, query)
    : await cellProvenance(services, known, query);
}
