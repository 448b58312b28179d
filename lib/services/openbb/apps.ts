import { type Widget, widgetId } from "./widget.ts";
import { type WidgetFacts, widgetsOf } from "./widgets.ts";

/** One dashboard of `apps.json`. */
export interface OpenBbApp {
  readonly name: string;
  readonly description: string;
  readonly img: string;
  readonly img_dark: string;
  readonly img_light: string;
  readonly allowCustomization: true;
  readonly tabs: Readonly<Record<string, Tab>>;
  /** Parameters that widgets share. */
  readonly groups: readonly {
    readonly name: string;
    readonly type: "endpointParam";
    readonly paramName: string;
    readonly defaultValue: string;
    readonly widgetIds: readonly string[];
  }[];
}

interface Tab {
  readonly id: string;
  readonly name: string;
  readonly layout: readonly {
    readonly i: string;
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
    readonly groups: readonly string[];
  }[];
}

const GROUP = "Group 1";
/** Columns of OpenBB's grid. */
const COLUMNS = 40;

const TABS: readonly { id: string; name: string; endpoints: readonly string[] }[] = [
  {
    id: "market",
    name: "Market",
    endpoints: ["api/quotes", "api/openbb/history", "api/openbb/news", "api/calendar"],
  },
  {
    id: "company",
    name: "Company",
    endpoints: [
      "company_profiles",
      "company_metrics",
      "earnings",
      "analyst_recommendations",
      "insider_transactions",
      "dividends",
    ].map((name) => `api/datasets/${name}`),
  },
  { id: "pipeline", name: "Pipeline", endpoints: ["api/runs", "api/datasets/stock_quotes"] },
];

/** `apps.json`: one dashboard of three tabs, in which one choice of a symbol holds for every widget of a company. */
export function appsOf(facts: WidgetFacts): readonly OpenBbApp[] {
  const byEndpoint = new Map(Object.values(widgetsOf(facts)).map((widget) => [widget.endpoint, widget]));
  const tabs = TABS.map(({ id, name, endpoints }) => ({
    id,
    name,
    layout: layoutOf(endpoints.flatMap((endpoint) => byEndpoint.get(endpoint) ?? [])),
  }));
  const grouped = tabs.flatMap(({ layout }) => layout).filter(({ groups }) => groups.length > 0);
  return [{
    name: "Quarterhour",
    description: "A watchlist's market data, a quarter-hour at a time, with the age of every number",
    img: "",
    img_dark: "",
    img_light: "",
    allowCustomization: true,
    tabs: Object.fromEntries(tabs.map((tab) => [tab.id, tab])),
    groups: [{
      name: GROUP,
      type: "endpointParam",
      paramName: "symbol",
      defaultValue: facts.first,
      widgetIds: grouped.map(({ i }) => i),
    }],
  }];
}

/** From left to right, and on in the next line where one is full. */
function layoutOf(widgets: readonly Widget[]): Tab["layout"] {
  let [x, y, height] = [0, 0, 0];
  return widgets.map((widget) => {
    const { w, h } = widget.gridData;
    if (x + w > COLUMNS) [x, y, height] = [0, y + height, 0];
    const isGrouped = widget.params.some(({ type }) => type === "endpoint");
    const place = { i: widgetId(widget), x, y, w, h, groups: isGrouped ? [GROUP] : [] };
    [x, height] = [x + w, Math.max(height, h)];
    return place;
  });
}
