/**
 * The chart's moving parts, loaded when a chart is on the page: uPlot, drawing, pointers and keys.
 *
 * @module
 */
export { ChartController } from "./controller.ts";
export type { ChartState, ControllerOptions } from "./state.ts";
export { type MountedStage, mountStage } from "./mount.ts";
