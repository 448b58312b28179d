// Generated from routes/ and islands/ by dev.ts; a test says when it is stale. Not to be edited.
import * as route0 from "./routes/_app.tsx";
import * as route1 from "./routes/deep/index.tsx";
import * as route2 from "./routes/index.tsx";
import * as route3 from "./routes/plain.tsx";
import * as island0 from "./islands/BreaksAtOnce.tsx";
import * as island1 from "./islands/BreaksLater.tsx";
import * as island2 from "./islands/BreaksOnLoad.tsx";
import * as island3 from "./islands/Counter.tsx";
import * as island4 from "./islands/Facts.tsx";
import * as island5 from "./islands/Lazy.tsx";
import * as island6 from "./islands/Panel.tsx";
import * as island7 from "./routes/deep/(_islands)/Deep.tsx";
import type { Manifest } from "fresh";

/** Routes and islands of this app. */
const manifest: Manifest = {
  routes: {
    "./routes/_app.tsx": route0,
    "./routes/deep/index.tsx": route1,
    "./routes/index.tsx": route2,
    "./routes/plain.tsx": route3,
  },
  islands: {
    "./islands/BreaksAtOnce.tsx": island0,
    "./islands/BreaksLater.tsx": island1,
    "./islands/BreaksOnLoad.tsx": island2,
    "./islands/Counter.tsx": island3,
    "./islands/Facts.tsx": island4,
    "./islands/Lazy.tsx": island5,
    "./islands/Panel.tsx": island6,
    "./routes/deep/(_islands)/Deep.tsx": island7,
  },
  baseUrl: import.meta.url,
};

export default manifest;
