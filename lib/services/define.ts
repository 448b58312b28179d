import { createDefine } from "fresh";
import type { State } from "./services.ts";

/** Types routes with this app's state. */
export const define = createDefine<State>();
