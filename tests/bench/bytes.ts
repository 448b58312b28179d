import { type CDPSession, chromium, type Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { type Figure, kb, type Report } from "./report.ts";

/** Aims, bytes. */
const AIMS = [{ path: "/", aim: 60_000 }, { path: "/stocks/AAPL", aim: 90_000 }] as const;

/** What Chromium transfers for a first visit, its cache empty. */
export async function benchBytes(): Promise<Report> {
  await using server = await startServer();
  await server.logged("Run finished");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox"],
  });
  try {
    const figures: Figure[] = [];
    for (const { path, aim } of AIMS) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const transfers = await watch(await context.newCDPSession(page));
      await page.goto(`${server.url}${path}`);
      await settled(page, transfers);
      const total = transfers.done.reduce((sum, { bytes }) => sum + bytes, 0);
      figures.push({
        what: path,
        value: kb(total),
        beside: `aim ≤ ${kb(aim)}; ${transfers.done.length} requests: ${byKind(transfers.done)}`,
        reached: total <= aim,
      });
      await context.close();
    }
    return {
      title: "Bytes shipped for a first visit, as Chromium counts them on the wire",
      figures,
      notes: [
        "Compressed bodies and response headers of everything the page asked for with an empty cache: HTML, CSS, " +
        "scripts, icons, data fetched by islands. The event stream, which never ends, is not in it.",
      ],
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}

interface Transfer {
  readonly kind: string;
  readonly bytes: number;
}

interface Transfers {
  readonly done: Transfer[];
  /** Requests under way, the event stream not among them. */
  pending(): number;
  isStreaming(): boolean;
}

async function watch(session: CDPSession): Promise<Transfers> {
  const kinds = new Map<string, string>();
  const done: Transfer[] = [];
  const ended = new Set<string>();
  session.on("Network.requestWillBeSent", ({ requestId, type = "Other" }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    ended.add(requestId);
    done.push({ kind: kinds.get(requestId) ?? "Other", bytes: encodedDataLength });
  });
  session.on("Network.loadingFailed", ({ requestId }) => void ended.add(requestId));
  await session.send("Network.enable");
  return {
    done,
    pending: () => [...kinds].filter(([id, kind]) => kind !== "EventSource" && !ended.has(id)).length,
    isStreaming: () => [...kinds.values()].includes("EventSource"),
  };
}

/** Until its islands are awake, its stream is open, its chart drawn where it has one, and nothing is under way. */
async function settled(page: Page, transfers: Transfers): Promise<void> {
  await page.waitForLoadState("load");
  if (await page.locator("#chart").count() > 0) await page.locator("#chart canvas").first().waitFor();
  let quiet = 0;
  await until("the page has all it asked for", () => {
    quiet = transfers.isStreaming() && transfers.pending() === 0 ? quiet + 1 : 0;
    return quiet >= 10;
  });
}

function byKind(transfers: readonly Transfer[]): string {
  const sums = new Map<string, number>();
  for (const { kind, bytes } of transfers) sums.set(kind, (sums.get(kind) ?? 0) + bytes);
  return [...sums].map(([kind, bytes]) => `${kind.toLowerCase()} ${kb(bytes)}`).join(", ");
}
