import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = join(import.meta.dirname ?? ".", "..");

/** What computes with dates: whatever the machine's own zone is, it must come to the same. */
const PARTS = ["lib/exchange", "lib/market", "lib/datasets"];

/** Zones, and the minutes by which UTC is ahead of each on January 1 2026. */
const ZONES: Readonly<Record<string, number>> = {
  "UTC": 0,
  // South of the equator summer time runs the other way round, and the date there is the next one.
  "Australia/Sydney": -660,
  "America/Toronto": 300,
};

for (const [zone, offset] of Object.entries(ZONES)) {
  Deno.test(`Time zones - under TZ=${zone} sessions, verdicts and dates come to the same`, async () => {
    assert.equal((await run(zone, ["eval", OFFSET])).trim(), String(offset), "the zone is in force");
    const flags = ["-A", "--no-check", "--config", "deno.test.json", "--reporter=dot"];
    const printed = await run(zone, ["test", ...flags, ...PARTS]);
    assert.match(printed, /ok \| [1-9]\d+ passed/);
  });
}

const OFFSET = "console.log(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset())";

/** What a Deno of that zone prints. It fails with what is printed. */
async function run(zone: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    env: { TZ: zone, NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  assert.ok(success, `${text.decode(stdout)}\n${text.decode(stderr)}`);
  return text.decode(stdout);
}
