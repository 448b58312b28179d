import { Fragment, type FunctionComponent, h, type VNode } from "preact";
import type { Context } from "../context.ts";
import type { AsyncComponent, PageProps, RouteComponent } from "../types.ts";

/** What is drawn around a page, outermost layout first. */
export interface Wrappers<State> {
  readonly app: RouteComponent<State> | null;
  readonly layouts: readonly RouteComponent<State>[];
}

/**
 * Puts a page into its layouts and the app wrapper. An async layout may answer with a response of its own,
 * which then takes the page's place.
 */
export async function composeTree<State>(
  ctx: Context<State>,
  page: VNode | null,
  wrappers: Wrappers<State>,
): Promise<VNode | Response> {
  let tree: VNode | null = page;
  const outwards = [...wrappers.layouts].reverse();
  if (wrappers.app !== null) outwards.push(wrappers.app);
  for (const component of outwards) {
    const wrapped = tree;
    const result = await renderComponent(ctx, component, undefined, () => wrapped);
    if (result instanceof Response) return result;
    tree = result;
  }
  return tree ?? h(Fragment, null);
}

/** Makes a route's component a vnode with Fresh's props, waiting for it where it is async. */
export async function renderComponent<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  Component: FunctionComponent = () => null,
): Promise<VNode | Response | null> {
  const props: PageProps<unknown, State> = {
    Component,
    config: ctx.config,
    data,
    error: ctx.error,
    info: ctx.info,
    isPartial: ctx.isPartial,
    params: ctx.params,
    req: ctx.req,
    route: ctx.route,
    state: ctx.state,
    url: ctx.url,
  };
  if (isAsync(component)) return await component(props);
  // A component is called by the renderer, so that hooks and context work in it.
  // Preact types an element by its props, and `VNode` alone means one without: an element is an element here.
  return h(component as FunctionComponent<typeof props>, props) as unknown as VNode;
}

// Fresh tells async components by how they were declared; so does this, so that the same files work there.
function isAsync<State>(
  component: RouteComponent<State>,
): component is AsyncComponent<PageProps<unknown, State>> {
  return component.constructor.name === "AsyncFunction";
}
