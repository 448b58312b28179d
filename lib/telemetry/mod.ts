/** Log lines and metrics. */
export { createLogger, type Level, LEVELS, type Logger, type LoggerOptions } from "./logger.ts";
export {
  type Collect,
  type Counter,
  DURATION_BUCKETS,
  type Gauge,
  type Labels,
  Metrics,
  type Sample,
} from "./metrics.ts";
export type { Histogram } from "./histogram.ts";
export { createRedactor, REDACTED, type Redactor } from "./redact.ts";
