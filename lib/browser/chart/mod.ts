/**
 * The chart's moving parts, loaded when a chart is on the page: uPlot, drawing, pointers and keys.
 *
 * @module
 */
export { ChartController, type ChartState, type ControllerOptions } from "./controller.ts";
export { mountStage } from "./mount.ts";
