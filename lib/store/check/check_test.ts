import assert from "node:assert/strict";
import { stampOf } from "../stamp.ts";
import { filled, profile, PROFILES, quote, QUOTES, recorder, SLOT, STAMPS, Volume } from "../_testing.ts";
import type { FindingKind } from "./finding.ts";
import { repair } from "./repair.ts";
import { verify } from "./verify.ts";

const DATASETS = [QUOTES, PROFILES];
const [FIRST, SECOND] = STAMPS;
const FILE = `stock_quotes_${FIRST}.csv`;
const CATALOG = ".quarterhour/catalog.json";
const DAMAGED = ".quarterhour/damaged";
const now = () => SLOT;
const options = (volume: Volume) => ({ dir: volume.dir, datasets: DATASETS, now, logger: recorder().logger });

/** Kinds and files of what is wrong. */
async function faults(volume: Volume): Promise<[FindingKind, string][]> {
  const { findings, ok } = await verify(volume.dir, DATASETS, now);
  const found = findings.filter(({ kind }) => kind !== "note").map((
    { kind, path },
  ): [FindingKind, string] => [
    kind,
    path,
  ]);
  assert.equal(ok, found.length === 0);
  return found;
}

/** A volume with archives, versions, files of this month and runs. */
async function sound(volume: Volume): Promise<void> {
  const store = await volume.open({ now: () => SLOT + 40 * 86_400_000 });
  for (let day = 0; day < 40; day += 8) {
    const stamp = stampOf(SLOT + day * 86_400_000);
    await store.commit("stock_quotes", stamp, [quote("AAPL", day, day), quote("AAPL", 0, day)]);
    await store.commit("company_profiles", stamp, [profile("AAPL", `Apple ${day}`)]);
  }
  const time = new Date(SLOT).toISOString();
  for (const attempt of [1, 2]) {
    await store.runs.append({
      run_id: `${FIRST}-${attempt}`,
      slot: time,
      attempt,
      trigger: "schedule",
      status: "complete",
      started_at: time,
      finished_at: time,
      duration_ms: 0,
      calls: 0,
      rows: 0,
      quarantined: 0,
      errors: 0,
      files: "",
      note: "",
    });
  }
  await store.upkeep.run(() => true);
  await store.writeDataPackage();
}

Deno.test("verify - a volume that was only ever written by the program is sound, archives and all", async () => {
  await using volume = new Volume();
  assert.deepEqual(await faults(volume), []);
  await sound(volume);
  const report = await verify(volume.dir, DATASETS, now);
  assert.deepEqual(report.findings, []);
  assert.equal(report.ok, true);
  assert.ok(report.files > 5 && report.rows > 8 && report.bytes > 500);
});

Deno.test("verify - needs to read only, and changes nothing", async () => {
  await using volume = new Volume();
  await sound(volume);
  const before = [...Deno.readDirSync(volume.path(".quarterhour"))].map(({ name }) => name).sort();
  await verify(volume.dir, DATASETS, now);
  assert.deepEqual([...Deno.readDirSync(volume.path(".quarterhour"))].map(({ name }) => name).sort(), before);
});

/** Something that happens to the volume of `filled`, and what is found then. */
const CASES: readonly [what: string, spoil: (volume: Volume) => void, found: [FindingKind, string][]][] = [
  ["a torn file", (volume) => volume.write(FILE, volume.read(FILE).slice(0, -9)), [["damaged", FILE]]],
  ["a file of another program under a name of ours", (volume) => volume.write(FILE, "a,b\n1,2\n"), [[
    "damaged",
    FILE,
  ]]],
  [
    "a key that stands twice",
    (volume) => volume.write(FILE, `${volume.read(FILE)}${volume.read(FILE).split("\n")[1]}\n`),
    [["duplicate", FILE], ["catalog", FILE]],
  ],
  ["content that changed behind size and time", spoilSilently, [["altered", FILE]]],
  ["a file that is gone", (volume) => Deno.removeSync(volume.path(FILE)), [["missing", FILE], [
    "package",
    "datapackage.json",
  ]]],
  ["no catalog", (volume) => Deno.removeSync(volume.path(CATALOG)), [["catalog", FILE], [
    "catalog",
    `stock_quotes_${SECOND}.csv`,
  ]]],
  ["no datapackage.json", (volume) => Deno.removeSync(volume.path("datapackage.json")), [[
    "package",
    "datapackage.json",
  ]]],
  ["another datapackage.json", (volume) => volume.write("datapackage.json", "{}"), [[
    "package",
    "datapackage.json",
  ]]],
  ["a torn line of the record of runs", (volume) => appendRun(volume, "20260701_1400"), [[
    "runs",
    "runs.csv",
  ]]],
  ["a line of the record of runs that is none", (volume) => appendRun(volume, "what\n"), [[
    "runs",
    "runs.csv",
  ]]],
  ["another file as record of runs", (volume) => volume.write("runs.csv", "a,b\n"), [["runs", "runs.csv"]]],
];

function spoilSilently(volume: Volume): void {
  const { mtime } = Deno.statSync(volume.path(FILE));
  volume.write(FILE, volume.read(FILE).replace("AAPL,1", "AAPL,7"));
  Deno.utimeSync(volume.path(FILE), mtime ?? 0, mtime ?? 0);
}

function appendRun(volume: Volume, text: string): void {
  volume.write("runs.csv", volume.read("runs.csv") + text);
}

for (const [what, spoil, found] of CASES) {
  Deno.test(`verify - finds ${what}; repair mends it and loses no byte`, async () => {
    await using volume = new Volume();
    const store = await filled(volume);
    await store.runs.append([]);
    volume.write("runs.csv", await headerOfRuns());
    const before = [...store.ledger("stock_quotes").rows()];
    spoil(volume);
    const spoilt = volume.csv();
    assert.deepEqual(await faults(volume), found);
    const { done, after } = await repair(options(volume));
    assert.equal(after.ok, true, JSON.stringify(after.findings));
    assert.ok(done.length > 0);
    assert.deepEqual(await faults(volume), []);
    // Whatever is another now is kept as it was, but for what describes the rest.
    const aside = kept(volume);
    for (const [name, text] of Object.entries(spoilt)) {
      if (volume.csv()[name] !== text) assert.ok(aside.includes(text), `${name} was lost`);
    }
    const isLost = found.some(([kind]) => kind === "damaged" || kind === "missing" || kind === "altered");
    if (!isLost) assert.deepEqual([...(await volume.open()).ledger("stock_quotes").rows()], before);
    assert.deepEqual((await repair(options(volume))).done, []);
  });
}

Deno.test("repair - keeps the rows of a torn file that can be read, and notes why the file is kept aside", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1), quote("MSFT", 0, 2), quote("TSLA", 0, 3)]);
  await store.writeDataPackage();
  const torn = volume.read(FILE).replace("MSFT,2", "MSFT,two").slice(0, -5);
  volume.write(FILE, torn);
  const { done } = await repair(options(volume));
  assert.match(done[0] ?? "", /keeps its 1 readable rows; as it was it is kept as \.quarterhour\/damaged\//);
  assert.deepEqual([...(await volume.open()).ledger("stock_quotes").rows()], [quote("AAPL", 0, 1)]);
  const note = JSON.parse(volume.read(`${DAMAGED}/notes.jsonl`));
  assert.equal(note.file, FILE);
  assert.match(note.reason, /line 4 is torn/);
  assert.equal(volume.read(note.kept), torn);
});

Deno.test("repair - waits for nobody: during a run it refuses", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  const lease = await store.lease();
  await assert.rejects(repair(options(volume)), /Cannot repair the volume: a run is under way/);
  await lease?.release();
});

Deno.test("verify - what a run has not described yet is no fault while it is under way", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  const lease = await store.lease();
  await store.commit("company_profiles", FIRST, [profile("AAPL", "Apple")]);
  const during = await verify(volume.dir, DATASETS, now);
  assert.equal(during.ok, true);
  assert.ok(during.findings.every(({ kind }) => kind === "note") && during.findings.length > 0);
  await lease?.release();
  assert.equal((await verify(volume.dir, DATASETS, now)).ok, false);
});

function kept(volume: Volume): string[] {
  try {
    return [...Deno.readDirSync(volume.path(DAMAGED))].map(({ name }) => volume.read(`${DAMAGED}/${name}`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function headerOfRuns(): Promise<string> {
  const { RUN_COLUMNS } = await import("../run_record.ts");
  return `${RUN_COLUMNS.join(",")}\n`;
}
