import type { Answer } from "@/lib/finnhub/answer.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { adviceFor } from "./key.ts";
import type { ProviderFacts } from "./provider.ts";

/** What the key's plan covers: one line for each endpoint in use. */
export function examinePlan({ status, answers, unasked }: ProviderFacts): Finding[] {
  if (unasked !== "") return [note(`Not asked: ${unasked}`, "Run the doctor again when that is mended")];
  return [judgeStatus(status), ...[...answers].map(([endpoint, answer]) => judge(endpoint, answer))];
}

/** Nothing is lost without this one. */
function judgeStatus(status: ProviderFacts["status"]): Finding {
  return status.ok
    ? ok("/stock/market-status is allowed")
    : note("/stock/market-status is refused", "Our own calendar of the exchange stands in");
}

function judge(endpoint: string, answer: Answer<unknown>): Finding {
  const datasets = DATASETS.filter(({ endpoints }) => endpoints.includes(endpoint));
  const names = datasets.map(({ name }) => name).join(", ");
  if (answer.ok) return judgeData(endpoint, answer.data);
  if (answer.kind !== "refused") {
    return wrong(`${endpoint} fails. ${answer.message}`, adviceFor(answer.kind, answer.message));
  }
  const substitute = datasets.find((dataset) => dataset.substitute !== undefined)?.substitute;
  const text = `${endpoint} is refused: the plan does not cover it (${answer.status ?? 403})`;
  return substitute === undefined
    ? wrong(text, `${names} stays without it: the provider's other plans have it`)
    : note(text, `Usual for a free key. ${names} has a substitute: ${lowerFirst(substitute)}`);
}

/** A 200 that says nothing is not an allowance: the provider has answered zeros for symbols it knows. */
function judgeData(endpoint: string, data: unknown): Finding {
  const price = typeof data === "object" && data !== null && "c" in data ? data.c : undefined;
  return endpoint === "/quote" && price === 0
    ? wrong("/quote answers zeros for AAPL", "The provider has lost its prices; the last good ones are kept")
    : ok(`${endpoint} is allowed`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
