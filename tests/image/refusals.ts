import type { Report } from "../bench/report.ts";
import { makeVolume, runToEnd, startContainer } from "./container.ts";
import { kept } from "./figure.ts";

/** What the image does where it cannot do its work. */
export async function reportRefusals(scratch: string): Promise<Report> {
  const volume = await makeVolume(`${scratch}/empty`);
  const { code, stderr } = await runToEnd({ volume });
  const left = [...Deno.readDirSync(volume)].length;
  await using container = await startContainer({ volume, env: { FINNHUB_API_KEY: "c0ffee" } });
  const { code: orderly } = await container.end("SIGTERM");
  return {
    title: "Without a key, and without a provider",
    figures: [
      kept("no key and DEMO=false: status 2", code === 2, `status ${code}`),
      kept("and the reason", /FINNHUB_API_KEY.*DEMO=false/.test(stderr)),
      kept("and nothing written", left === 0),
      kept(
        "a key and no provider to reach: ready all the same",
        orderly === 0,
        `status ${orderly} at its end`,
      ),
    ],
    notes: [stderr.replaceAll("\n", " ")],
  };
}
