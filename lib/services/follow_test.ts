import assert from "node:assert/strict";
import type { DataIngested, RunError } from "@/lib/bus/bus.ts";
import { record, until } from "@/lib/ingest/_testing.ts";
import { rememberErrors } from "@/lib/ingest/run_errors.ts";
import { assembled, openStore, SLOT, Volume } from "./_testing.ts";
import { type Follower, followVolume } from "./follow.ts";

const LOST: RunError = { dataset: "stock_quotes", symbol: "AAPL", kind: "timeout", message: "Too slow" };
const IN_PROCESS = { kind: "in-process", connected: true } as const;
const REDIS = { kind: "redis", connected: true } as const;
const REDIS_AWAY = { kind: "redis", connected: false } as const;

/** A follower that looks often, and another process's run, with an error, that comes on record. */
async function follow(
  status: typeof IN_PROCESS | typeof REDIS | typeof REDIS_AWAY,
  work: (
    bench: { follower: Follower; told: DataIngested[]; looks: () => number; runId: string },
  ) => Promise<void>,
): Promise<void> {
  await using volume = new Volume();
  await using parts = await assembled(volume, { ROLE: "web" });
  const other = await openStore(volume);
  const told: DataIngested[] = [];
  let looks = 0;
  const bus = {
    status() {
      looks++;
      return status;
    },
  };
  const follower = followVolume({ ...parts.services, bus, lookMs: 5 }, (run) => void told.push(run));
  try {
    const run = { ...record(SLOT, "partial"), errors: 1 };
    await rememberErrors(other, run.run_id, [LOST]);
    await other.runs.append(run);
    await work({ follower, told, looks: () => looks, runId: run.run_id });
  } finally {
    follower.end();
  }
}

for (const [where, status] of [["without Redis", IN_PROCESS], ["while Redis is away", REDIS_AWAY]] as const) {
  Deno.test(`followVolume - ${where} the record of runs tells of another process's run, once, with its errors`, () =>
    follow(status, async ({ follower, told, looks, runId }) => {
      await until(() => told.length > 0, "it is told of");
      const before = looks();
      await until(() => looks() > before + 3, "looked again");
      assert.deepEqual(told.map(({ run_id, errors }) => [run_id, errors]), [[runId, [LOST]]]);
      assert.ok(follower.hasAnnounced(runId), "and the bus, when it comes, has nothing new to say");
    }));
}

Deno.test("followVolume - a run that is on record before Redis tells of it is left to Redis", () =>
  follow(REDIS, async ({ follower, told, looks, runId }) => {
    follower.heard(runId);
    const before = looks();
    await until(() => looks() > before + 3, "looked several times");
    assert.deepEqual(told, []);
    assert.equal(follower.hasAnnounced(runId), false);
  }));

Deno.test("followVolume - a run that Redis never tells of is told of all the same, after a second look", () =>
  follow(REDIS, async ({ told, looks }) => {
    await until(() => looks() > 0, "it was seen");
    await until(() => told.length > 0, "it is told of");
    assert.ok(looks() >= 2);
    assert.deepEqual(told.map(({ errors }) => errors), [[LOST]]);
  }));
