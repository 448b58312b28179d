import { HttpError } from "fresh";
import { define } from "@/lib/services/define.ts";
import { decode } from "@/lib/services/parameters.ts";
import { knownFor } from "@/lib/services/past.ts";
import { CARD, marketCard, stockCard } from "@/lib/services/share/card.ts";
import { pngOf } from "@/lib/services/share/png.ts";

/** Who shows previews asks again and again; a slot is a quarter of an hour. */
const KEPT_S = 300;

export const handler = define.handlers({
  /** `market.png`, or a symbol's, `AAPL.png`: what a page is shown as where its address is shared. */
  async GET({ params, url, state: { services } }) {
    const name = /^(.+)\.png$/.exec(decode(params["name"] ?? ""))?.[1];
    const known = await knownFor(services, url.searchParams);
    if (name === undefined || (name !== "market" && !known.market.symbols.includes(name))) {
      throw new HttpError(404, "No image has this address");
    }
    const { rgb } = name === "market" ? marketCard(known) : stockCard(known, name);
    return new Response(pngOf(rgb, CARD.width, CARD.height), {
      headers: { "content-type": "image/png", "cache-control": `public, max-age=${KEPT_S}` },
    });
  },
});
