/**
 * What OpenBB Workspace reads of a backend: `widgets.json`, an object of widgets by id, and `apps.json`, a list of
 * dashboards. The shapes are those of its references of both files (docs.openbb.co/workspace/developers/json-specs).
 */
export interface Widget {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly subCategory?: string;
  readonly type: "table" | "newsfeed";
  /** Path from the root of the backend, without a slash in front. */
  readonly endpoint: string;
  readonly source: readonly string[];
  /** Of a grid of 40 columns. */
  readonly gridData: { readonly w: number; readonly h: number };
  readonly params: readonly WidgetParam[];
  readonly data?: WidgetData;
  /** Milliseconds. */
  readonly refetchInterval: number;
  readonly staleTime: number;
}

/** A parameter of the endpoint's query. */
export interface WidgetParam {
  readonly paramName: string;
  readonly type: "text" | "number" | "endpoint";
  readonly value: string | number;
  readonly label: string;
  readonly description: string;
  /** @default true */
  readonly show?: boolean;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly multiSelect?: boolean;
  /** Where the choices are fetched, for the type `endpoint`. */
  readonly optionsEndpoint?: string;
}

/** How an answer is a table. */
export interface WidgetData {
  /** Member of the answer that holds the rows. @default the answer is the rows */
  readonly dataKey?: string;
  readonly table: {
    readonly enableCharts: true;
    readonly showAll: false;
    readonly chartView?: {
      readonly enabled: true;
      readonly chartType: "line";
      readonly cellRangeCols: Readonly<Record<string, readonly string[]>>;
    };
    readonly columnsDefs: readonly WidgetColumn[];
  };
}

/** A column of a table. */
export interface WidgetColumn {
  readonly field: string;
  readonly headerName: string;
  readonly headerTooltip?: string;
  readonly cellDataType: "text" | "number" | "boolean";
  readonly chartDataType?: "category" | "series" | "time" | "excluded";
  readonly formatterFn?: "int" | "none" | "percent";
  readonly renderFn?: "greenRed";
  readonly pinned?: "left";
  readonly sparkline?: { readonly type: "line" };
}

/** A widget's id in `apps.json`: its endpoint with lines for slashes. */
export function widgetId({ endpoint }: Pick<Widget, "endpoint">): string {
  return endpoint.replaceAll("/", "_");
}
