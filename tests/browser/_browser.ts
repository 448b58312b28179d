import assert from "node:assert/strict";
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A machine under load is slow. */
const PATIENCE_MS = 30_000;

/** Something a browser complained about. */
export interface Complaint {
  readonly kind: "console" | "page" | "origin";
  readonly text: string;
  /** Page it happened in. */
  readonly page: string;
}

/** A browser with a new profile. What goes wrong in any of its pages fails the test, unless it is expected. */
export interface TestBrowser {
  /** A context has its own cookies, cache and connections, as a browser has; its pages are tabs of one another. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** A page in a context of its own. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
}

/** Options of {@link withBrowser}. */
export interface BrowserOptions {
  /** The only origin that pages may ask. */
  readonly origin: string;
  /** Complaints that belong to the test, a server that is away for instance. */
  readonly expected?: readonly RegExp[];
  /** More of Chromium's own arguments. */
  readonly args?: readonly string[];
}

/** Runs a test in Chromium and fails it over any console error, page error, policy violation or foreign request. */
export async function withBrowser(
  { origin, expected = [], args = [] }: BrowserOptions,
  test: (browser: TestBrowser) => Promise<void>,
): Promise<void> {
  const complaints: Complaint[] = [];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...args] });
  const newContext = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(reportViolations);
    context.on("page", (page) => watch(page, origin, complaints));
    return context;
  };
  try {
    await test({ newContext, newPage: async (options) => await (await newContext(options)).newPage() });
  } finally {
    await browser.close();
  }
  const unexpected = complaints.filter(({ text }) => !expected.some((pattern) => pattern.test(text)));
  assert.deepEqual(unexpected, []);
}

function watch(page: Page, origin: string, complaints: Complaint[]): void {
  const complain = (kind: Complaint["kind"], text: string) =>
    complaints.push({ kind, text, page: page.url() });
  page.on("pageerror", (error) => complain("page", error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complain("console", message.text());
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== origin) complain("origin", request.url());
  });
}

// Runs in the page. Chromium prints most violations too; inline styles of SVG, for one, it only tells here.
function reportViolations(): void {
  document.addEventListener("securitypolicyviolation", (event) => {
    // deno-lint-ignore no-console
    console.error(`Policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** Opens an address and waits until its islands are awake: the countdown in the header goes. */
export async function openAwake(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const header = page.locator("header").first();
  const before = await header.textContent();
  // Not at every frame: pages in the background have none.
  await page.waitForFunction((text) => document.querySelector("header")?.textContent !== text, before, {
    polling: 100,
  });
}

/** Prices of the watchlist in its order, as the page shows them. */
export function pricesOn(page: Page): Promise<readonly string[]> {
  return page.locator("[data-symbol] .price").allTextContents();
}
