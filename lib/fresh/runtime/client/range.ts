/** The children of a node between two marker comments, both excluded. */
export interface Range {
  readonly start: Comment;
  readonly end: Comment;
  readonly nodes: readonly ChildNode[];
}

/** The comment's text when it is a marker of that kind, without the kind; else undefined. */
export function markerOf(node: Node, kind: string): string | undefined {
  const text = node.nodeType === Node.COMMENT_NODE ? node.nodeValue ?? "" : "";
  return text.startsWith(kind) ? text.slice(kind.length) : undefined;
}

/**
 * The range that a start marker opens; markers of the same kind nest.
 *
 * @throws {Error} when the HTML between server and browser was changed so that the end is missing
 */
export function rangeFrom(start: Comment, open: string, close: string): Range {
  const nodes: ChildNode[] = [];
  let depth = 1;
  for (let node = start.nextSibling; node !== null; node = node.nextSibling) {
    if (markerOf(node, open) !== undefined) depth++;
    else if (markerOf(node, close) !== undefined && --depth === 0) {
      return { start, end: node as Comment, nodes };
    }
    nodes.push(node);
  }
  throw new Error(`Cannot hydrate "${start.data}": its end marker is missing`);
}

/**
 * The range as a container that Preact can hydrate, without an element around it. Preact sees the range's nodes only, and
 * adds only to them: past the end another island may begin.
 */
export function rangeContainer({ start, end, nodes }: Range): Element {
  const parent = start.parentNode as Element;
  return {
    nodeType: Node.ELEMENT_NODE,
    parentNode: parent,
    namespaceURI: parent.namespaceURI,
    firstChild: nodes[0] ?? null,
    childNodes: nodes,
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(
        node,
        before === null || end.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING
          ? end
          : before,
      ),
  } as unknown as Element;
}
