import { type Faults, parseFault } from "./faults.ts";
import type { RequestRecord } from "./simulator.ts";

/** Where a separate process scripts the simulator. */
export const CONTROL_PATH = "/__simulator/";

/** What a separate process may look at and change. */
export interface Controlled {
  readonly faults: Faults;
  readonly requests: readonly RequestRecord[];
}

/**
 * `POST /__simulator/faults` (a fault as JSON) answers 201 and its id; `DELETE /__simulator/faults`, with or without
 * `?id=`, takes it or all back; `GET /__simulator/requests` lists the latest calls, the key masked.
 */
export async function control(request: Request, { faults, requests }: Controlled): Promise<Response> {
  const url = new URL(request.url);
  // A web page open in this machine's browser can reach loopback too: it sends an Origin, programs do not.
  if (request.headers.has("origin")) return problem(403, "Only programs may script the simulator");
  const what = `${request.method} ${url.pathname.slice(CONTROL_PATH.length)}`;
  if (what === "GET requests") return Response.json(requests.map(masked));
  if (what === "DELETE faults") {
    const id = url.searchParams.get("id");
    faults.remove(id === null ? undefined : Number(id));
    return new Response(null, { status: 204 });
  }
  if (what === "POST faults") {
    try {
      return Response.json({ id: faults.add(parseFault(await request.json())) }, { status: 201 });
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return problem(400, error.message);
      throw error;
    }
  }
  return problem(404, `Cannot ${what}`);
}

function problem(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

function masked(record: RequestRecord): RequestRecord {
  const mask = (values: Readonly<Record<string, string>>, name: string) =>
    Object.hasOwn(values, name) ? { ...values, [name]: "***" } : values;
  return {
    ...record,
    headers: mask(record.headers, "x-finnhub-token"),
    params: mask(record.params, "token"),
  };
}
