import assert from "node:assert/strict";
import { keyOf } from "@/lib/datasets/keys.ts";
import { cellFigure, figureAddress } from "@/lib/market/figure_address.ts";
import type { CompareJson } from "@/lib/services/compare_view.ts";
import { overviewOf } from "@/lib/services/overview.ts";
import { knownNow } from "@/lib/services/past.ts";
import { provenanceOf, type ProvenanceView } from "@/lib/services/provenance/mod.ts";
import { derivationOf } from "@/lib/services/provenance/derived.ts";
import { formulaView } from "@/lib/services/provenance/formula_view.ts";
import { FORMULAS } from "@/lib/services/provenance/formulas.ts";
import { RECKONED } from "@/lib/services/provenance/reckoned.ts";
import { type Demo, startDemo } from "./bench/_demo.ts";

Deno.test("Provenance - of every number it tells what stands in the files, and what is reckoned comes to what is shown", async (t) => {
  await using demo = await startDemo();
  const { services } = demo;
  const known = knownNow(services);
  const used = new Set<string>();

  await t.step("every figure of the market page: its formula over its inputs is the number", async () => {
    for (const name of Object.keys(RECKONED)) {
      // No trade is heard here.
      if (name.startsWith("trade.")) continue;
      const symbols = /^(index|breadth)/.test(name) ? [""] : services.market.symbols;
      for (const symbol of symbols) {
        const query = new URLSearchParams({ dataset: "figures", column: name, symbol });
        const { value, formula, text } = await provenanceOf(services, known, query);
        assert.ok(typeof value === "number", `${name} of "${symbol}" is known`);
        assert.ok(formula?.agrees, `${name} of "${symbol}": ${text} is shown, ${formula?.reckoned} reckoned`);
        used.add(RECKONED[name]?.(known, symbol).formula ?? "");
      }
    }
    const { levels } = overviewOf(known);
    const year = await figure(demo, "figures", "year.high", { symbol: "AAPL" });
    assert.ok(Number(year.value) >= Number(levels[0]?.year_high));
  });

  await t.step(
    "every figure of a comparison: it is the number that the page shows, and its formula comes to it",
    async () => {
      for (const range of ["1M", "MAX"]) {
        const choice = { symbols: services.market.symbols.join(), range };
        const compared = await figuresCompared(demo, choice);
        for (const [name, key, shown] of compared) {
          const { value, formula, address, verdict, as_of } = await figure(demo, "figures", name, key);
          assert.equal(value, shown, address);
          assert.ok(
            formula?.agrees,
            `${address}: ${shown} is shown, ${formula?.text} = ${formula?.reckoned}`,
          );
          assert.ok(verdict !== null && as_of !== null, address);
          used.add(name);
        }
      }
      const choice = { symbols: "MSFT,AAPL", range: "1M", symbol: "AAPL" };
      const { formula } = await figure(demo, "figures", "compare.beta", choice);
      // The index has cards of its own, down to the closes that it is made of.
      const indexed = formula?.inputs.filter(({ name }) => name === "index") ?? [];
      for (const [i, { address, value }] of indexed.entries()) {
        const index = await get(demo, address.replace("/provenance", "/api/provenance"));
        assert.equal(index.value, value);
        assert.equal(index.formula?.agrees, i > 0, "what it starts with is not reckoned");
        assert.equal(index.formula?.inputs_total, i > 0 ? 1 + 2 * services.market.symbols.length : 0);
      }
      assert.ok(indexed.length > 5);
      used.add("compare.index").add("compare.index_start");
    },
  );

  await t.step("every derived cell of the newest rows: its formula over its inputs is the cell", () => {
    for (const dataset of services.store.datasets) {
      for (const symbol of services.market.symbols) {
        const rows = services.store.ledger(dataset.name).range({ symbol, order: "newest" }).slice(
          0,
          NEWEST[dataset.name] ?? 4,
        );
        for (const row of rows) {
          for (const { name, type } of dataset.columns) {
            if (type !== "number" && type !== "integer") continue;
            const derivation = derivationOf(known, dataset, row, name);
            if (derivation === null || derivation.value === null) continue;
            const { agrees, reckoned, text } = formulaView(
              known,
              derivation,
              dataset.name === "stock_quotes",
            );
            assert.ok(
              agrees,
              `${dataset.name}.${name} ${keyOf(dataset, row)}: ${row[name]}, but ${text} = ${reckoned}`,
            );
            used.add(derivation.formula);
          }
        }
      }
    }
  });

  await t.step(
    "no formula is there that nothing uses, but for trades and what this demo has no need of",
    () => {
      const idle = Object.keys(FORMULAS).filter((name) => !used.has(name) && !name.startsWith("trade."));
      assert.deepEqual(idle.sort(), IDLE);
    },
  );

  await t.step("a wrong number is told from a right one", () => {
    const reckoned = RECKONED["index.equal"]?.(known, "");
    assert.ok(reckoned && formulaView(known, reckoned, false).agrees);
    assert.equal(
      formulaView(known, { ...reckoned, value: Number(reckoned.value) * 1.001 }, false).agrees,
      false,
    );
  });

  await t.step(
    "of a row of each dataset: value, clocks, run, file and line are those on the volume",
    async () => {
      for (const dataset of services.store.datasets) {
        const row = services.store.ledger(dataset.name).newest();
        assert.ok(row, dataset.name);
        const column = dataset.columns.find(({ type }) => type === "number" || type === "integer") ??
          dataset.columns[0];
        assert.ok(column);
        const address = figureAddress(cellFigure(dataset, row, column.name));
        const found = await get(demo, address.replace("/provenance", "/api/provenance"));
        assert.equal(found.value, row[column.name], dataset.name);
        assert.equal(found.source, row["source"]);
        assert.equal(found.fetched_at, row["fetched_at"]);
        assert.ok(found.file, dataset.name);
        const text = await Deno.readTextFile(`${services.store.dir}/${found.file.path}`);
        assert.ok(
          text.split("\n").slice(found.file.line - 1).join("\n").startsWith(found.file.text),
          dataset.name,
        );
        assert.equal(found.address, address);
        assert.ok(found.run, `${dataset.name} has a run`);
        assert.ok(services.store.runs.byId(found.run.run_id));
        assert.ok(found.citation.includes(`file ${found.file.path} line ${found.file.line}`), found.citation);
        const shown = await (await ask(demo, found.file.address)).text();
        assert.match(shown, /<tr id="row" aria-current="true">/, `${found.file.address} shows the row`);
      }
    },
  );

  await t.step("a symbol alone is its newest quote, an earlier one says that it is", async () => {
    const newest = await figure(demo, "stock_quotes", "price", { symbol: "AAPL" });
    assert.equal(newest.value, services.market.quote("AAPL").price);
    assert.equal(newest.verdict, services.market.quote("AAPL").verdict);
    const [, , earlier] = services.store.ledger("stock_quotes").range({ symbol: "AAPL", order: "newest" });
    const key = { symbol: "AAPL", as_of: String(earlier?.["as_of"]) };
    const old = await figure(demo, "stock_quotes", "price", key);
    assert.equal(old.value, earlier?.["price"]);
    assert.equal(old.verdict, null);
    assert.match(old.note, /earlier quote/);
  });

  await t.step(
    "at an instant of the past it is what was known then, and every address leads to then",
    async () => {
      const at = new Date(services.now() - 3 * 86_400_000).toISOString();
      const then = await figure(demo, "stock_quotes", "price", { symbol: "MSFT", at });
      assert.ok(then.fetched_at !== null && then.fetched_at <= at);
      assert.ok(then.file !== null && then.file.address.includes("at="));
      assert.ok(then.address.includes("at="));
      const week = await figure(demo, "figures", "index.equal", { at });
      assert.ok(week.formula?.agrees && week.formula.inputs.every(({ address }) => address.includes("at=")));
      const choice = { symbols: "AAPL,MSFT", range: "1M", symbol: "MSFT" };
      const change = await figure(demo, "figures", "compare.return", { ...choice, at });
      assert.ok(change.formula?.agrees && change.address.includes("at="));
      assert.ok(change.formula.inputs.every(({ address }) => address.includes("at=")));
    },
  );

  await t.step("a number of a run is in its line of runs.csv", async () => {
    const run = services.store.runs.last();
    assert.ok(run);
    const calls = await figure(demo, "runs", "calls", { run_id: run.run_id });
    assert.equal(calls.value, run.calls);
    assert.equal(calls.file?.path, "runs.csv");
    const lines = (await Deno.readTextFile(`${services.store.dir}/runs.csv`)).split("\n");
    assert.equal(lines[(calls.file?.line ?? 0) - 1], calls.file?.text);
    assert.ok(calls.file?.text.startsWith(`${run.run_id},`));
  });

  await t.step("what names no number is a problem that says why", async () => {
    for (const [query, status, detail] of PROBLEMS) {
      const response = await ask(demo, `/api/provenance?${query}`);
      assert.equal(response.status, status, query);
      assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/);
      assert.match((await response.json()).detail, detail, query);
    }
  });
});

/** Rows looked at of each symbol; of bars as many as a day has, so that a daily one is among them. */
const NEWEST: Readonly<Record<string, number>> = { stock_historical: 120 };

/** Stand-ins for what the demo's provider gives, and what only imports with adjusted closes have. */
const IDLE = ["scaled.high", "scaled.low", "scaled.open", "volume.reckoned"];

const PROBLEMS: readonly (readonly [query: string, status: number, detail: RegExp])[] = [
  ["", 400, /expected dataset and column/],
  ["dataset=stock_quotes", 400, /expected dataset and column/],
  ["dataset=nosuch&column=price", 404, /No such dataset/],
  ["dataset=stock_quotes&column=nosuch&symbol=AAPL", 400, /expected one of symbol, price/],
  ["dataset=stock_quotes&column=price", 400, /expected symbol, as_of/],
  ["dataset=stock_quotes&column=price&symbol=%20%20", 400, /Cannot read symbol/],
  ["dataset=stock_quotes&column=price&symbol=AAPL&as_of=2001-01-01", 404, /No such row/],
  ["dataset=company_metrics&column=value&symbol=AAPL&metric=peTTM", 400, /expected frequency, period/],
  ["dataset=figures&column=nosuch", 400, /expected one of/],
  ["dataset=figures&column=constructor", 400, /expected one of/],
  ["dataset=figures&column=return.week&symbol=NOSUCH", 404, /No stock/],
  ["dataset=figures&column=compare.return&symbols=AAPL,MSFT", 400, /Cannot read symbol/],
  ["dataset=figures&column=compare.return&symbols=AAPL,MSFT&symbol=NVDA", 404, /one of AAPL, MSFT/],
  ["dataset=figures&column=compare.return&symbols=AAPL,NOSUCH&symbol=AAPL", 400, /Nothing is known/],
  ["dataset=figures&column=compare.return&symbols=AAPL&range=2W&symbol=AAPL", 400, /Cannot read range/],
  ["dataset=figures&column=compare.correlation&symbols=AAPL&symbol=AAPL&other=MSFT", 404, /other to be/],
  ["dataset=figures&column=compare.change&symbols=AAPL&symbol=AAPL&day=2001-01-01", 404, /day to be/],
  ["dataset=figures&column=compare.nosuch&symbols=AAPL&symbol=AAPL", 400, /expected one of/],
  ["dataset=runs&column=nosuch", 400, /expected one of run_id/],
  ["dataset=runs&column=calls&run_id=nosuch", 404, /No run/],
  ["dataset=figures&column=index.equal&at=nonsense", 400, /Cannot read at/],
  ["dataset=figures&column=index.equal&at=1990-01-01", 400, /Nothing was known/],
];

function ask({ app }: Demo, address: string): Promise<Response> {
  return Promise.resolve(app.handler()(new Request(`http://127.0.0.1${address}`)));
}

async function get(demo: Demo, address: string): Promise<ProvenanceView> {
  const response = await ask(demo, address);
  assert.equal(response.status, 200, `${address}: ${response.status === 200 ? "" : await response.text()}`);
  return await response.json();
}

function figure(
  demo: Demo,
  dataset: string,
  column: string,
  more: Readonly<Record<string, string>>,
): Promise<ProvenanceView> {
  return get(demo, `/api/provenance?${new URLSearchParams({ dataset, column, ...more })}`);
}

/** The figures that a comparison shows: the name of each, what tells which it is, and its value. */
async function figuresCompared(
  demo: Demo,
  choice: Readonly<Record<"symbols" | "range", string>>,
): Promise<readonly (readonly [name: string, key: Record<string, string>, shown: number | null])[]> {
  const response = await ask(demo, `/api/compare?${new URLSearchParams(choice)}`);
  const { compared, date, close, figures, correlation }: CompareJson = await response.json();
  const days = [0, 1, date.length - 1];
  return figures.flatMap((each, row) => {
    const key = { ...choice, symbol: each.symbol };
    return [
      ["compare.return", key, each.return_percent],
      ["compare.volatility", key, each.volatility_percent],
      ["compare.fall", key, each.max_drawdown?.depth_percent ?? null],
      ["compare.best_day", key, each.best_day?.change_percent ?? null],
      ["compare.worst_day", key, each.worst_day?.change_percent ?? null],
      ["compare.beta", key, each.beta],
      // Of a year and less there is none.
      ...each.per_year_percent === null ? [] : [["compare.per_year", key, each.per_year_percent] as const],
      ...compared.map((other, column) =>
        ["compare.correlation", { ...key, other }, correlation.matrix[row]?.[column] ?? null] as const
      ),
      ...days.map((at) => {
        const [first = NaN, then = NaN] = [close[row]?.[0], close[row]?.[at]];
        return ["compare.change", { ...key, day: date[at] ?? "" }, (then / first - 1) * 100] as const;
      }),
    ] as const;
  });
}
