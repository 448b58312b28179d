import assert from "node:assert/strict";
import { RunLog } from "./run_log.ts";
import { RUN_COLUMNS, type RunRecord } from "./run_record.ts";
import { recorder, SLOT, Volume } from "./_testing.ts";

const HEADER = `${RUN_COLUMNS.join(",")}\n`;

function record(attempt: number, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    run_id: `20260701_140000-${attempt}`,
    slot: "2026-07-01T14:00:00Z",
    attempt,
    trigger: "schedule",
    status: "complete",
    started_at: "2026-07-01T14:00:00Z",
    finished_at: "2026-07-01T14:00:09Z",
    duration_ms: 9000,
    calls: 91,
    rows: 7,
    quarantined: 0,
    errors: 0,
    files: "stock_quotes_20260701_140000.csv",
    note: "",
    ...changes,
  };
}

async function open(volume: Volume): Promise<{ log: RunLog; lines: { message: string; fields: unknown }[] }> {
  const { logger, lines } = recorder();
  return { log: await RunLog.open(volume.dir, () => SLOT, logger), lines };
}

/** A volume with its folders. */
async function prepared(): Promise<Volume> {
  const volume = new Volume();
  await volume.open();
  return volume;
}

Deno.test("RunLog - writes one line a run", async () => {
  await using volume = await prepared();
  const { log } = await open(volume);
  await log.append(record(1));
  await log.append([record(2, { status: "partial", note: 'a, "b"\nc' }), record(0, { status: "missed" })]);
  assert.equal(
    volume.read("runs.csv"),
    HEADER +
      "20260701_140000-1,2026-07-01T14:00:00Z,1,schedule,complete,2026-07-01T14:00:00Z,2026-07-01T14:00:09Z,9000,91,7,0,0,stock_quotes_20260701_140000.csv,\n" +
      '20260701_140000-2,2026-07-01T14:00:00Z,2,schedule,partial,2026-07-01T14:00:00Z,2026-07-01T14:00:09Z,9000,91,7,0,0,stock_quotes_20260701_140000.csv,"a, ""b"" c"\n' +
      "20260701_140000-0,2026-07-01T14:00:00Z,0,schedule,missed,2026-07-01T14:00:00Z,2026-07-01T14:00:09Z,9000,91,7,0,0,stock_quotes_20260701_140000.csv,\n",
  );
});

/** The records as whoever asks over HTTP gets them. */
function plain(log: RunLog): RunRecord[] {
  return JSON.parse(JSON.stringify(log.all()));
}

Deno.test("RunLog - reads back what it wrote", async () => {
  await using volume = await prepared();
  const { log } = await open(volume);
  const records = [record(1, { status: "failed" }), record(2, { note: '"x", y' })];
  await log.append(records);
  for (const each of [log, (await open(volume)).log]) {
    assert.deepEqual(plain(each), records);
    assert.deepEqual(each.last(), records[1]);
    assert.equal(each.byId("20260701_140000-1"), each.all()[0]);
    assert.equal(each.lastAttempt("2026-07-01T14:00:00Z"), 2);
    assert.equal(each.lastAttempt("2026-07-01T14:15:00Z"), 0);
  }
});

Deno.test("RunLog - the record written last is plain data, with its files, as a page sends it", async () => {
  await using volume = await prepared();
  const { log } = await open(volume);
  await log.append(record(1));
  const last = log.last();
  assert.deepEqual({ ...last }, record(1));
  assert.equal(Object.getPrototypeOf(last), Object.prototype);
});

Deno.test("RunLog - sees what another process appended, once", async () => {
  await using volume = await prepared();
  const [{ log: one }, { log: two }] = [await open(volume), await open(volume)];
  await one.append(record(1));
  assert.deepEqual(await Promise.all([two.refresh(), two.refresh()]), [true, false]);
  await two.append(record(2));
  await Promise.all([one.append(record(3)), two.append(record(4)), one.refresh()]);
  await two.refresh();
  await one.refresh();
  assert.deepEqual(one.all().map(({ attempt }) => attempt).sort(), [1, 2, 3, 4]);
  assert.deepEqual(plain(one), plain(two));
});

for (
  const [what, torn] of [
    ["line", "20260701_141500-1,2026-07-01T14:1"],
    ["note", '20260701_141500-1,2026-07-01T14:15:00Z,1,schedule,partial,,,9000,91,7,0,0,,"half a'],
  ]
) {
  Deno.test(`RunLog - sets a torn last ${what} aside when opened and when appended to`, async () => {
    await using volume = await prepared();
    const { log } = await open(volume);
    await log.append(record(1));
    const whole = volume.read("runs.csv");
    volume.write("runs.csv", whole + torn);
    await log.refresh();
    assert.deepEqual(plain(log), [record(1)]);

    const { log: reopened, lines } = await open(volume);
    assert.equal(volume.read("runs.csv"), whole);
    assert.equal(volume.read(".quarterhour/runs_torn.txt"), `${torn}\n`);
    assert.equal(lines[0]?.message, "Torn line of the run record set aside");

    volume.write("runs.csv", whole + torn);
    await reopened.append(record(2));
    assert.deepEqual(plain((await open(volume)).log), [record(1), record(2)]);
  });
}

Deno.test("RunLog - begins anew when even the header is torn", async () => {
  await using volume = await prepared();
  volume.write("runs.csv", HEADER.slice(0, 12));
  const { log } = await open(volume);
  await log.append(record(1));
  assert.ok(volume.read("runs.csv").startsWith(`${HEADER}2026`));
});

Deno.test("RunLog - sets a file with another header aside and keeps every byte of it", async () => {
  await using volume = await prepared();
  volume.write("runs.csv", "date,distance\n2026-07-01,10 km\n");
  const { log, lines } = await open(volume);
  assert.deepEqual(log.all(), []);
  await log.append(record(1));
  assert.equal(volume.read(`runs.csv.${SLOT}.aside`), "date,distance\n2026-07-01,10 km\n");
  assert.equal(lines[0]?.message, "Run record set aside");
});

Deno.test("RunLog - skips a line that is none, and says so", async () => {
  await using volume = await prepared();
  const { log } = await open(volume);
  await log.append([record(1), record(2)]);
  const [header, first, second] = volume.read("runs.csv").split("\n");
  const wrong = [",,,", first?.replace("complete", "perfect"), first?.replace(",91,", ",many,"), '"open'];
  volume.write("runs.csv", [header, first, ...wrong, second, ""].join("\n"));
  const { log: reopened, lines } = await open(volume);
  assert.deepEqual(plain(reopened), [record(1), record(2)]);
  assert.equal(lines.length, 4);
});

Deno.test("RunLog - does not follow a link", async () => {
  await using volume = await prepared();
  await using outside = new Volume();
  Deno.symlinkSync(outside.path("elsewhere.csv"), volume.path("runs.csv"));
  await assert.rejects(open(volume), /Cannot use "runs.csv"/);
});
