/**
 * Refuses options that the adapter does not know, so that code written for `@std/csv` never runs with one of its
 * options silently ignored.
 *
 * @throws {TypeError} naming the first option that is not in `supported`.
 */
export function rejectOptions(action: string, options: object, supported: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!supported.includes(name)) {
      throw new TypeError(
        `Cannot ${action} CSV: option "${name}" is not supported, expected one of ${supported.join(", ")}`,
      );
    }
  }
}
