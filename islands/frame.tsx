/**
 * The islands that stand on every page, as one module: they are loaded together, and smaller so.
 *
 * @module
 */
export { default as FigureCards } from "@/routes/(_components)/frame/FigureCards.tsx";
export { default as LiveBar } from "@/routes/(_components)/frame/LiveBar.tsx";
export { default as PageFrame } from "@/routes/(_components)/frame/PageFrame.tsx";
export { default as Troubles } from "@/routes/(_components)/frame/Troubles.tsx";
