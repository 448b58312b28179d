/** Text of the comments around a `<Head>`'s children while a page is rendered; they do not reach the browser. */
export const HEAD = "frsh:head";
/** The end of it. */
export const HEAD_END = "/frsh:head";

const HEAD_RANGE = new RegExp(`<!--${HEAD}-->((?:(?!<!--${HEAD}-->)[^])*?)<!--${HEAD_END}-->`, "g");
const TITLE = /<title\b[^]*?<\/title\s*>/gi;

/**
 * Takes the children of all `<Head>`s out of rendered HTML. Where several set a title the last wins, and it takes
 * the place of the one that the page's own `<head>` has: browsers show the first.
 */
export function extractHead(html: string): { html: string; head: string } {
  if (!html.includes(`<!--${HEAD}-->`)) return { html, head: "" };
  const parts: string[] = [];
  // Ranges are taken from the inside out: a `<Head>` may stand inside another.
  let rest = html;
  for (let before = ""; before !== rest;) {
    before = rest;
    rest = rest.replace(HEAD_RANGE, (_, content: string) => (parts.push(content), ""));
  }
  const all = parts.join("");
  const title = all.match(TITLE)?.at(-1);
  if (title === undefined) return { html: rest, head: all };
  return { html: withoutTitle(rest), head: title + all.replaceAll(TITLE, "") };
}

function withoutTitle(html: string): string {
  const end = html.indexOf("</head>");
  return end < 0 ? html : html.slice(0, end).replace(TITLE, "") + html.slice(end);
}
