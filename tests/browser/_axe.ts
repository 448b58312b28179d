import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds wrong on a page, each with the first element that it is about. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run().then((result) => result.violations)") as readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
