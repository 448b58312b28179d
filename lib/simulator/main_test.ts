import assert from "node:assert/strict";
import { optionsOf } from "./main.ts";

Deno.test("simulator command - flags become options", () => {
  const flags = "--port 8123 --seed 7 --plan premium --hours exchange --key k --calls-per-minute 60";
  assert.deepEqual(optionsOf(flags.split(" ")), {
    port: 8123,
    seed: 7,
    plan: "premium",
    hours: "exchange",
    key: "k",
    callsPerMinute: 60,
  });
  assert.deepEqual(optionsOf([]), {});
});

for (const flags of ["--port x", "--plan gold", "--calls-per-minute 0", "--nonsense 1"]) {
  Deno.test(`simulator command - ${flags} is refused`, () => {
    assert.throws(() => optionsOf(flags.split(" ")), TypeError);
  });
}
