import assert from "node:assert/strict";
import { computed, Signal, signal } from "@preact/signals";
import fc from "fast-check";
import { h } from "preact";
import { deserialize } from "../runtime/client/deserialize.ts";
import { scriptJson, SerializeError, Serializer, SlotReference } from "./serialize.ts";

type Props = Record<string, unknown>;

/** To the wire and back, through text as a page carries it. */
function roundTrip(...all: Props[]): Props[] {
  const serializer = new Serializer();
  const references = all.map((props) => serializer.addProps("Test", props));
  const value = deserialize(JSON.parse(scriptJson(serializer.cells)), (id) => `slot ${id}`);
  return references.map((reference) => value(reference) as Props);
}

const LEAVES: readonly [string, unknown][] = [
  ["null", null],
  ["undefined", undefined],
  ["booleans", [true, false]],
  ["zero, minus zero, infinities and NaN", [0, -0, Infinity, -Infinity, NaN, 1.5e-300]],
  ["times", [1779580800, 1779667200, 1779753600, 1779840000]],
  ["whole numbers that grow from below zero", [-9, -3, 0, 4, Number.MAX_SAFE_INTEGER - 9]],
  ["whole numbers that do not grow", [3, 2, 5, 5]],
  ["whole numbers too far apart", [Number.MIN_SAFE_INTEGER, 0, Number.MAX_SAFE_INTEGER]],
  ["numbers that grow, not whole", [0.1, 0.2, 0.7]],
  ["bigint", 12345678901234567890n],
  ["strings", ["", "a", "</script>", "<!--", "\u2028\u0000\ud800", "L", "D"]],
  ["dates", [new Date(0), new Date("2026-11-22T14:00:00.123Z")]],
  ["URL", new URL("https://example.com/a?b=c#d")],
  ["RegExp", /a\/b[\]"]/giu],
  ["bytes", new Uint8Array([0, 1, 254, 255])],
  ["Map", new Map<unknown, unknown>([["a", 1], [2, new Date(3)], [undefined, NaN]])],
  ["Set", new Set([1, "a", undefined, -Infinity])],
  ["nested", { a: [{ b: { c: [[], {}, [undefined]] } }], "</script>": "x" }],
  ["an array that starts with a tag", ["D", new Date(1)]],
];

for (const [name, value] of LEAVES) {
  Deno.test(`Serializer - sends ${name}`, () => {
    assert.deepStrictEqual(roundTrip({ value })[0], { value });
  });
}

Deno.test("Serializer - sends an invalid date and an instant", () => {
  const instant = Temporal.Instant.from("2026-11-22T14:00:00.123456789Z");
  const [props] = roundTrip({ date: new Date(NaN), instant });
  assert.ok(Number.isNaN((props?.date as Date).getTime()));
  assert.ok(instant.equals(props?.instant as Temporal.Instant));
});

Deno.test("Serializer - keeps a signal one signal across islands", () => {
  const shared = signal({ price: 1 });
  const [a, b] = roundTrip({ shared }, { other: shared, double: computed(() => shared.value.price * 2) });
  assert.ok(a?.shared instanceof Signal);
  assert.equal(a.shared, b?.other);
  assert.deepEqual(a.shared.value, { price: 1 });
  assert.equal((b?.double as Signal<number>).value, 2);
});

Deno.test("Serializer - keeps cycles and duplicates", () => {
  const node: Props = { name: "a" };
  node.self = node;
  node.list = [node, signal(node)];
  const [props] = roundTrip({ node, again: node });
  const copy = props?.node as Props;
  assert.equal(props?.again, copy);
  assert.equal(copy.self, copy);
  const list = copy.list as unknown[];
  assert.equal(list[0], copy);
  assert.equal((list[1] as Signal).value, copy);
});

Deno.test("Serializer - sends a slot as its id", () => {
  assert.deepEqual(roundTrip({ children: new SlotReference(3) }), [{ children: "slot 3" }]);
});

class Portfolio {}

const REFUSED: readonly [string, Props, RegExp][] = [
  ["a function", { onClick: () => 1 }, /prop "onClick" to island "Test": a function/],
  ["a nested function", { items: [{ run() {} }] }, /prop "items\[0\].run"/],
  ["a symbol", { s: Symbol("s") }, /prop "s" to island "Test": a symbol/],
  ["a class instance", { p: { x: new Portfolio() } }, /prop "p.x".*an instance of "Portfolio"/],
  ["an element in data", { p: { x: h("b", null) } }, /prop "p.x".*an element inside of data/],
  ["a key that would set the prototype", { p: JSON.parse('{"__proto__":1}') }, /"__proto__"/],
];
for (const [name, props, message] of REFUSED) {
  Deno.test(`Serializer - refuses ${name}, naming island and prop`, () => {
    assert.throws(
      () => roundTrip(props),
      (error) => error instanceof SerializeError && message.test(error.message),
    );
  });
}

Deno.test("Serializer - round-trips any data", () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });
  fc.assert(fc.property(anything.filter((value) => !hasProto(value)), (value) => {
    assert.deepStrictEqual(roundTrip({ value })[0], { value });
  }));
});

Deno.test("scriptJson - never closes or comments its script", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("</script>", "<!--", "<script", "]]>", "\\", '"')), (parts) => {
      const json = scriptJson([parts.join("")]);
      assert.ok(!json.includes("<"));
      assert.deepEqual(JSON.parse(json), [parts.join("")]);
    }),
  );
});

function hasProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Map) return [...value].some((pair) => pair.some(hasProto));
  if (value instanceof Set) return [...value].some(hasProto);
  return Object.keys(value).includes("__proto__") || Object.values(value).some(hasProto);
}
