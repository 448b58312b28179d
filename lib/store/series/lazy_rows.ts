import type { Row } from "@/lib/datasets/dataset.ts";

/**
 * An array of rows each of which is made when it is looked at, and not kept: who wants the last of a million rows
 * pays for one. It reads as any array does and cannot be changed.
 */
export function lazyRows(length: number, rowAt: (index: number) => Row): readonly Row[] {
  const target: Row[] = [];
  target.length = length;
  const indexOf = (property: string | symbol): number => {
    if (typeof property === "symbol") return -1;
    const index = Number(property);
    return Number.isInteger(index) && index >= 0 && index < length && String(index) === property ? index : -1;
  };
  return new Proxy(target, {
    get(target, property, receiver) {
      const index = indexOf(property);
      return index < 0 ? Reflect.get(target, property, receiver) : rowAt(index);
    },
    has: (target, property) => indexOf(property) >= 0 || Reflect.has(target, property),
    ownKeys: () => [...Array.from({ length }, (_, index) => String(index)), "length"],
    getOwnPropertyDescriptor(target, property) {
      const index = indexOf(property);
      if (index < 0) return Reflect.getOwnPropertyDescriptor(target, property);
      return { value: rowAt(index), enumerable: true, configurable: true, writable: false };
    },
    set: () => false,
    deleteProperty: () => false,
    defineProperty: () => false,
  });
}
