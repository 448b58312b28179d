import { define } from "@/lib/services/define.ts";
import { problemOf } from "@/lib/services/problem.ts";

export const handler = define.handlers((ctx) => problemOf(ctx.error));
