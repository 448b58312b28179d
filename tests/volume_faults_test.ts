import assert from "node:assert/strict";
import type { Trouble } from "@/lib/services/troubles.ts";
import {
  begin,
  firstRun,
  ingest,
  metric,
  pipeline,
  quotes,
  recorded,
  runs,
  showsPrice,
  statusOf,
} from "./_api.ts";
import { FaultyVolume, mountingRefused } from "./_faulty_volume.ts";
import { hanging, json, KEY, type Provider, startOn, startProvider } from "./_provider.ts";
import { priceAfter, quoteAfter } from "./_answers.ts";
import { ROOT, type RunningServer, until } from "./_server.ts";
import { openStream } from "./_stream.ts";
import { VolumeWatch } from "./_volume_watch.ts";

const REFUSED = await mountingRefused();
const PAGES = ["/", "/stocks/AAPL", "/pipeline", "/data"];

/** Where no file system can be mounted, the name says what was left out and why. */
function faultTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: REFUSED === "" ? name : `${name} (left out: ${REFUSED})`, ignore: REFUSED !== "", fn });
}

/** Waits until the program says that this and nothing else is wrong; `null`: that nothing is. */
function says(server: RunningServer, kind: Trouble["kind"] | null): Promise<Trouble | true> {
  return until(`it says ${kind ?? "that all is well"}`, async () => {
    const { troubles } = await pipeline(server);
    if (kind === null) return troubles.length === 0;
    return troubles.length === 1 && troubles[0]?.kind === kind && troubles[0];
  });
}

/** Every page is served, shows the price and says what is wrong and what to do; so do metrics and probes. */
async function isSaidEverywhere(server: RunningServer, kind: Trouble["kind"], words: RegExp): Promise<void> {
  const trouble = await says(server, kind);
  assert.ok(trouble !== true);
  assert.match(trouble.text, words);
  for (const path of PAGES) {
    const response = await fetch(server.url + path);
    const page = await response.text();
    assert.equal(response.status, 200, path);
    const bar = /<div role="status" class="troubles">(.*?)<\/div>/s.exec(page)?.[1] ?? "";
    const text = bar.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll(/<[^>]*>/g, " ");
    assert.ok(text.includes(trouble.text) && text.includes(trouble.advice), `${path}: ${text}`);
  }
  assert.ok(showsPrice(await (await fetch(server.url)).text(), "AAPL"));
  assert.equal(await statusOf(server, "/healthz"), 200);
  const response = await fetch(`${server.url}/readyz`);
  const { checks }: { checks: { name: string; ok: boolean }[] } = await response.json();
  assert.equal(response.status, 503);
  assert.deepEqual(checks.filter(({ ok }) => !ok).map(({ name }) => name), ["volume"]);
  assert.equal(await metric(server, `quarterhour_trouble{kind="${kind}"}`), 1);
}

async function isWell(server: RunningServer): Promise<void> {
  await says(server, null);
  assert.match(await (await fetch(server.url)).text(), /<div role="status" class="troubles"><\/div>/);
  assert.equal(await metric(server, 'quarterhour_trouble{kind="volume_full"}'), 0);
}

/** Looks at the volume; again where a file moved into the archive meanwhile. */
function whole(watch: VolumeWatch): ReturnType<VolumeWatch["check"]> {
  return until("nothing moves", () =>
    watch.check().catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return false;
    }));
}

/** Lets every quote be of another minute, so that each run has something to write. */
function moveTo(provider: Provider, minutes: number): number {
  provider.script(({ path, symbol }) => path === "/quote" ? json(quoteAfter(symbol, minutes)) : undefined);
  return priceAfter("AAPL", minutes);
}

/** A task of the project on that volume, as a user runs it. */
async function task(name: string, dir: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: ROOT,
    env: { SHARED_DATA_PATH: dir, FINNHUB_API_KEY: KEY },
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

faultTest(
  "A full disk - loses nothing, is said on every page, refuses runs and goes on when there is room",
  async () => {
    await using volume = await FaultyVolume.mount();
    await using provider = startProvider({ key: KEY });
    await using server = await startOn(provider, {}, volume.dir);
    await firstRun(server);
    await isWell(server);
    const watch = new VolumeWatch(volume.dir);
    await whole(watch);

    // During a run, before it has written anything.
    const hung = hanging();
    const price = moveTo(provider, 1);
    provider.script(({ path, symbol }) =>
      path === "/quote" ? hung.answer().then(() => json(quoteAfter(symbol, 1))) : undefined
    );
    const during = await begin(server);
    const empty = await volume.fill();
    hung.end();
    const cut = await recorded(server, during);
    assert.notEqual(cut.status, "complete");
    await isSaidEverywhere(
      server,
      "volume_full",
      /free on the volume, a run needs|no space is left/,
    );

    // Before a run: it is refused, and says so.
    const refused = await recorded(server, await begin(server));
    assert.equal(refused.status, "failed");
    assert.match(refused.note, /a run needs/);
    await Deno.remove(`${volume.dir}/none`).catch(() => {});

    await empty();
    await isWell(server);
    const { ids } = await whole(watch);
    assert.ok(ids.has(during) && ids.has(refused.run_id), "both are on record on the volume");
    moveTo(provider, 2);
    await using stream = await openStream(server.url);
    assert.equal((await ingest(server, stream)).record.status, "complete");
    assert.equal((await quotes(server))["AAPL"]?.price, priceAfter("AAPL", 2));
    assert.ok(price > 0);
    await whole(watch);
  },
);

faultTest(
  "A read-only volume - is served as it is, by ROLE=web from its start; export and verify work on it",
  async () => {
    await using volume = await FaultyVolume.mount();
    await using provider = startProvider({ key: KEY });
    await using server = await startOn(provider, {}, volume.dir);
    await firstRun(server);
    const before = await runs(server);
    await volume.readOnly(true);
    await isSaidEverywhere(server, "volume_read_only", /read-only/);
    const refusal = await fetch(`${server.url}/api/ingest`, { method: "POST" });
    assert.equal(refusal.status, 503);
    assert.match((await refusal.json()).detail, /read-only/);
    assert.deepEqual(await runs(server), before);

    {
      await using web = await startOn(provider, { ROLE: "web" }, volume.dir);
      await isWell(web);
      assert.deepEqual(await quotes(web), await quotes(server));
      assert.deepEqual((await runs(web)).length, before.length);
      await using all = await startOn(provider, {}, volume.dir);
      await isSaidEverywhere(all, "volume_read_only", /read-only/);
    }
    const verified = await task("verify", volume.dir);
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
    const exported = await task("export", volume.dir, "stock_quotes");
    assert.equal(exported.code, 0, exported.stderr);
    assert.match(exported.stdout, /^symbol,[^\n]*\n(AAPL|MSFT),/);

    await volume.readOnly(false);
    await isWell(server);
    moveTo(provider, 1);
    await using stream = await openStream(server.url);
    assert.equal((await ingest(server, stream)).record.status, "complete");
    assert.equal((await quotes(server))["AAPL"]?.price, priceAfter("AAPL", 1));
  },
);

faultTest(
  "A volume that vanishes - pages show what is in memory and say so; nothing counts as deleted; it heals",
  async () => {
    await using volume = await FaultyVolume.mount();
    await using provider = startProvider({ key: KEY });
    await using server = await startOn(provider, {}, volume.dir);
    await firstRun(server);
    const [quotesBefore, runsBefore] = [await quotes(server), await runs(server)];
    const rowsBefore = await metric(server, 'quarterhour_dataset_rows{dataset="stock_quotes"}');
    const watch = new VolumeWatch(volume.dir);
    await whole(watch);
    await using stream = await openStream(server.url);

    const bringBack = await volume.takeAway();
    await isSaidEverywhere(
      server,
      "volume_away",
      /is empty or another one: it does not hold what was read from it/,
    );
    assert.match(
      JSON.stringify(await says(server, "volume_away")),
      /show what had been read by \d\d:\d\d New York/,
    );
    const missed = await stream.next(
      "service_status",
      (data) => JSON.stringify(data).includes("volume_away"),
    );
    assert.equal((await fetch(`${server.url}/api/ingest`, { method: "POST" })).status, 503);
    assert.deepEqual(
      Object.values(await quotes(server)).map(({ price }) => price),
      Object.values(quotesBefore).map(({ price }) => price),
    );
    assert.deepEqual(await runs(server), runsBefore);
    assert.equal(await metric(server, 'quarterhour_dataset_rows{dataset="stock_quotes"}'), rowsBefore);
    assert.deepEqual([...Deno.readDirSync(volume.dir)], [], "nothing was written into what is there instead");

    await bringBack();
    await isWell(server);
    await whole(watch);
    moveTo(provider, 1);
    assert.equal((await ingest(server, stream)).record.status, "complete");
    assert.equal((await quotes(server))["AAPL"]?.price, priceAfter("AAPL", 1));
    const lost = stream.events.slice(stream.events.indexOf(missed)).filter(({ event, data }) =>
      event === "quote" && JSON.stringify(data).includes('"price":null')
    );
    assert.deepEqual(lost, []);
  },
);

Deno.test("A folder that is renamed under the program - is missed on every page, and taken up again when it is back", async () => {
  const parent = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const [dir, aside] = [`${parent}/data`, `${parent}/aside`];
  try {
    await using provider = startProvider({ key: KEY });
    await using server = await startOn(provider, {}, dir);
    await firstRun(server);
    await Deno.rename(dir, aside);
    await isSaidEverywhere(server, "volume_away", /data" is not there$|data" is not there\./);

    // Another instance's data in its place is not this one's.
    await using other = await startOn(provider, {}, dir);
    await firstRun(other);
    await until("it is known for another", async () => {
      const [trouble] = (await pipeline(server)).troubles;
      return trouble?.text.includes("holds another volume");
    });
    await other.stop();
    await Deno.remove(dir, { recursive: true });
    await Deno.rename(aside, dir);
    await isWell(server);
    moveTo(provider, 1);
    await using stream = await openStream(server.url);
    assert.equal((await ingest(server, stream)).record.status, "complete");
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});
