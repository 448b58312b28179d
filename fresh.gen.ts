// Generated from routes/ and islands/ by dev.ts; a test says when it is stale. Not to be edited.
import * as route0 from "./routes/_app.tsx";
import * as route1 from "./routes/_error.tsx";
import * as route2 from "./routes/_layout.tsx";
import * as route3 from "./routes/_middleware.ts";
import * as route4 from "./routes/api/[...path].ts";
import * as route5 from "./routes/api/_error.ts";
import * as route6 from "./routes/api/calendar.ts";
import * as route7 from "./routes/api/compare.csv.ts";
import * as route8 from "./routes/api/compare.ts";
import * as route9 from "./routes/api/datasets/[name]/index.ts";
import * as route10 from "./routes/api/datasets/[name]/latest.ts";
import * as route11 from "./routes/api/datasets/index.ts";
import * as route12 from "./routes/api/endpoints.ts";
import * as route13 from "./routes/api/events.ts";
import * as route14 from "./routes/api/export.ts";
import * as route15 from "./routes/api/files/[...path].ts";
import * as route16 from "./routes/api/import.tsx";
import * as route17 from "./routes/api/ingest.ts";
import * as route18 from "./routes/api/news.ts";
import * as route19 from "./routes/api/openapi.json.ts";
import * as route20 from "./routes/api/openbb/history.ts";
import * as route21 from "./routes/api/openbb/news.ts";
import * as route22 from "./routes/api/openbb/symbols.ts";
import * as route23 from "./routes/api/overview.ts";
import * as route24 from "./routes/api/pipeline.ts";
import * as route25 from "./routes/api/provenance.ts";
import * as route26 from "./routes/api/quarantine/[id].ts";
import * as route27 from "./routes/api/quarantine/index.ts";
import * as route28 from "./routes/api/quotes.ts";
import * as route29 from "./routes/api/runs/[id].ts";
import * as route30 from "./routes/api/runs/index.ts";
import * as route31 from "./routes/api/search.ts";
import * as route32 from "./routes/api/snapshot.ts";
import * as route33 from "./routes/api/stocks/[symbol]/events.ts";
import * as route34 from "./routes/api/stocks/[symbol]/history.ts";
import * as route35 from "./routes/api/stocks/[symbol]/index.ts";
import * as route36 from "./routes/api/watchlist/[symbol].ts";
import * as route37 from "./routes/api/watchlist/index.ts";
import * as route38 from "./routes/apps.json.ts";
import * as route39 from "./routes/calendar.ics.ts";
import * as route40 from "./routes/calendar.tsx";
import * as route41 from "./routes/compare.tsx";
import * as route42 from "./routes/data/[name].tsx";
import * as route43 from "./routes/data/index.tsx";
import * as route44 from "./routes/healthz.ts";
import * as route45 from "./routes/index.tsx";
import * as route46 from "./routes/metrics.ts";
import * as route47 from "./routes/news.tsx";
import * as route48 from "./routes/offline.tsx";
import * as route49 from "./routes/pipeline/[run].tsx";
import * as route50 from "./routes/pipeline/index.tsx";
import * as route51 from "./routes/provenance/card.tsx";
import * as route52 from "./routes/provenance/index.tsx";
import * as route53 from "./routes/readyz.ts";
import * as route54 from "./routes/settings.tsx";
import * as route55 from "./routes/share/[name].ts";
import * as route56 from "./routes/sign-in.ts";
import * as route57 from "./routes/stocks/[symbol].tsx";
import * as route58 from "./routes/version.ts";
import * as route59 from "./routes/widgets.json.ts";
import * as island0 from "./islands/Ages.tsx";
import * as island1 from "./islands/CalendarKeys.tsx";
import * as island2 from "./islands/CompareChart.tsx";
import * as island3 from "./islands/ImportDrop.tsx";
import * as island4 from "./islands/InstantForm.tsx";
import * as island5 from "./islands/NewHeadlines.tsx";
import * as island6 from "./islands/OfflinePages.tsx";
import * as island7 from "./islands/PipelineNow.tsx";
import * as island8 from "./islands/TimelineCursor.tsx";
import * as island9 from "./islands/frame.tsx";
import * as island10 from "./islands/market.tsx";
import * as island11 from "./islands/stock.tsx";
import type { Manifest } from "fresh";

/** Routes and islands of this app. */
const manifest: Manifest = {
  routes: {
    "./routes/_app.tsx": route0,
    "./routes/_error.tsx": route1,
    "./routes/_layout.tsx": route2,
    "./routes/_middleware.ts": route3,
    "./routes/api/[...path].ts": route4,
    "./routes/api/_error.ts": route5,
    "./routes/api/calendar.ts": route6,
    "./routes/api/compare.csv.ts": route7,
    "./routes/api/compare.ts": route8,
    "./routes/api/datasets/[name]/index.ts": route9,
    "./routes/api/datasets/[name]/latest.ts": route10,
    "./routes/api/datasets/index.ts": route11,
    "./routes/api/endpoints.ts": route12,
    "./routes/api/events.ts": route13,
    "./routes/api/export.ts": route14,
    "./routes/api/files/[...path].ts": route15,
    "./routes/api/import.tsx": route16,
    "./routes/api/ingest.ts": route17,
    "./routes/api/news.ts": route18,
    "./routes/api/openapi.json.ts": route19,
    "./routes/api/openbb/history.ts": route20,
    "./routes/api/openbb/news.ts": route21,
    "./routes/api/openbb/symbols.ts": route22,
    "./routes/api/overview.ts": route23,
    "./routes/api/pipeline.ts": route24,
    "./routes/api/provenance.ts": route25,
    "./routes/api/quarantine/[id].ts": route26,
    "./routes/api/quarantine/index.ts": route27,
    "./routes/api/quotes.ts": route28,
    "./routes/api/runs/[id].ts": route29,
    "./routes/api/runs/index.ts": route30,
    "./routes/api/search.ts": route31,
    "./routes/api/snapshot.ts": route32,
    "./routes/api/stocks/[symbol]/events.ts": route33,
    "./routes/api/stocks/[symbol]/history.ts": route34,
    "./routes/api/stocks/[symbol]/index.ts": route35,
    "./routes/api/watchlist/[symbol].ts": route36,
    "./routes/api/watchlist/index.ts": route37,
    "./routes/apps.json.ts": route38,
    "./routes/calendar.ics.ts": route39,
    "./routes/calendar.tsx": route40,
    "./routes/compare.tsx": route41,
    "./routes/data/[name].tsx": route42,
    "./routes/data/index.tsx": route43,
    "./routes/healthz.ts": route44,
    "./routes/index.tsx": route45,
    "./routes/metrics.ts": route46,
    "./routes/news.tsx": route47,
    "./routes/offline.tsx": route48,
    "./routes/pipeline/[run].tsx": route49,
    "./routes/pipeline/index.tsx": route50,
    "./routes/provenance/card.tsx": route51,
    "./routes/provenance/index.tsx": route52,
    "./routes/readyz.ts": route53,
    "./routes/settings.tsx": route54,
    "./routes/share/[name].ts": route55,
    "./routes/sign-in.ts": route56,
    "./routes/stocks/[symbol].tsx": route57,
    "./routes/version.ts": route58,
    "./routes/widgets.json.ts": route59,
  },
  islands: {
    "./islands/Ages.tsx": island0,
    "./islands/CalendarKeys.tsx": island1,
    "./islands/CompareChart.tsx": island2,
    "./islands/ImportDrop.tsx": island3,
    "./islands/InstantForm.tsx": island4,
    "./islands/NewHeadlines.tsx": island5,
    "./islands/OfflinePages.tsx": island6,
    "./islands/PipelineNow.tsx": island7,
    "./islands/TimelineCursor.tsx": island8,
    "./islands/frame.tsx": island9,
    "./islands/market.tsx": island10,
    "./islands/stock.tsx": island11,
  },
  baseUrl: import.meta.url,
};

export default manifest;
