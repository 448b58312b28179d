import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { lineFor, PAGE, TYPES, withLines } from "./_pandas.ts";
import { startServer } from "./_server.ts";

/** Debian's, which has Debian's pandas. */
const PYTHON = "/usr/bin/python3";

/** What pandas made of a dataset. */
interface Frame {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: number;
  /** Sum of each column of numbers. */
  readonly sums: Readonly<Record<string, number>>;
  /** Earliest and latest of each column of times, and how many are empty. */
  readonly times: Readonly<Record<string, readonly [first: string, last: string, empty: number]>>;
}

const REPORT = `
import json, sys
def told(frame):
    numbers = frame.select_dtypes(["float64", "Int64"])
    times = frame.select_dtypes(["datetime64[ns]", "datetimetz"])
    return {
        "types": {name: str(dtype) for name, dtype in frame.dtypes.items()},
        "rows": len(frame),
        "sums": {name: float(numbers[name].sum()) for name in numbers},
        "times": {name: [str(times[name].min()), str(times[name].max()), int(times[name].isna().sum())] for name in times},
    }
json.dump({name: told(globals()[name]) for name in sys.argv[1:]}, sys.stdout)
`;

/** The page's own code, in one Python in which every warning is an error. */
async function framesOf(folder: string): Promise<Readonly<Record<string, Frame>>> {
  const page = await Deno.readTextFile(PAGE);
  const blocks = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  const code = blocks.join("\n").replace('data = "data"', `data = ${JSON.stringify(folder)}`)
    .replace("import pandas as pd", 'import pandas as pd\nimport warnings\nwarnings.simplefilter("error")');
  const { success, stdout, stderr } = await new Deno.Command(PYTHON, {
    args: ["-c", code + REPORT, ...DATASETS.map(({ name }) => name)],
    env: { TZ: "Australia/Sydney" },
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  assert.equal(new TextDecoder().decode(stderr), "");
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("pandas - the page has a line for each dataset, with the types of its columns", async () => {
  const page = await Deno.readTextFile(PAGE);
  assert.equal(page, withLines(page), "run deno run --allow-read --allow-write=docs tests/_pandas.ts");
  for (const dataset of DATASETS) assert.doesNotMatch(lineFor(dataset), /\n/);
});

Deno.test("pandas - reads every dataset of a demo in one line each, with types, whole, and without a warning", async (t) => {
  await using server = await startServer();
  await server.logged("Run finished");
  const frames = await framesOf(`${server.dataPath}/demo`);
  const { datasets } = await (await fetch(`${server.url}/api/datasets`)).json();
  for (const { name, columns } of DATASETS) {
    await t.step(name, async () => {
      const frame = frames[name] ?? assert.fail("not read");
      assert.deepEqual(
        frame.types,
        Object.fromEntries(columns.map((column) => [column.name, TYPES[column.type].as])),
      );
      const { rows: expected } = datasets.find((each: { name: string }) => each.name === name);
      assert.ok(expected > 0, "the demo has rows");
      assert.equal(frame.rows, expected);
      const { rows } = await (await fetch(`${server.url}/api/datasets/${name}?limit=100000`)).json();
      for (const [column, sum] of Object.entries(frame.sums)) {
        const ours = rows.reduce(
          (total: number, row: Record<string, number | null>) => total + (row[column] ?? 0),
          0,
        );
        assert.ok(Math.abs(sum - ours) <= Math.abs(ours) * 1e-9, `${column}: ${sum}, not ${ours}`);
      }
      for (const [column, [first, last, empty]] of Object.entries(frame.times)) {
        const ours = rows.map((row: Record<string, string | null>) => row[column]).filter(Boolean).sort();
        assert.equal(empty, rows.length - ours.length, column);
        for (const [theirs, text] of [[first, ours[0]], [last, ours.at(-1)]]) {
          assert.equal(theirs === "NaT" ? undefined : timeOf(theirs), text && timeOf(text), column);
        }
      }
    });
  }
});

/** Of `2026-05-22 20:00:00+00:00`, of a date, of ISO 8601. */
function timeOf(text: string): number {
  const zoned = /[Z+]/.test(text) ? text : `${text.slice(0, 10)}T00:00:00Z`;
  return Date.parse(zoned.replace(" ", "T"));
}
