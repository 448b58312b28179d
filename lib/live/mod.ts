/** The event stream to browsers. */
export {
  type LiveEvent,
  LiveHub,
  type LiveHubOptions,
  type LiveStatus,
  type Reset,
  type ResetReason,
} from "./hub.ts";
export { systemTimers, type Timers } from "./timers.ts";
