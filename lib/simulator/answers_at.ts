import { answer } from "./api.ts";
import type { World } from "./world.ts";

/**
 * What the simulated provider answers at an instant, without a socket: takes the place of `fetch` for who asks it.
 * @param world read anew for every question; its clock may stand anywhere in the past
 */
export function answersAt(world: () => World): (url: string) => Promise<Response> {
  return (url) => {
    const { pathname, searchParams } = new URL(url);
    const { status, body, type, headers } = answer(
      world(),
      pathname.replace(API, ""),
      searchParams,
      null,
      {},
    );
    return Promise.resolve(new Response(body, { status, headers: { ...headers, "content-type": type } }));
  };
}

const API = /^\/api\/v1/;
