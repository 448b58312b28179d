/** Whether the client is a browser that wants to show a page: a form that was sent without JavaScript. */
export function wantsPage(request: Request): boolean {
  const accept = request.headers.get("accept") ?? "";
  const [html, json] = [accept.indexOf("text/html"), accept.indexOf("application/json")];
  return html >= 0 && (json < 0 || html < json);
}
