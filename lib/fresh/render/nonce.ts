import { options, type VNode } from "preact";

/** Preact's hook before an element is rendered; `__b` is its name in the published packages. */
type Hooks = typeof options & { __b?: (vnode: VNode) => void };

/**
 * Renders with the nonce on every `<script>` and `<style>` of a page that has none of its own, as Fresh does: what a
 * component writes is meant, and what was injected as text never becomes an element here.
 *
 * @param render synchronous, so that the hook holds for this page alone
 */
export function withNonces<T>(nonce: string | undefined, render: () => T): T {
  if (nonce === undefined) return render();
  const hooks: Hooks = options;
  const previous = hooks.__b;
  hooks.__b = (vnode) => {
    if (vnode.type === "script" || vnode.type === "style") {
      const props = vnode.props as { nonce?: string };
      props.nonce ??= nonce;
    }
    previous?.(vnode);
  };
  try {
    return render();
  } finally {
    if (previous === undefined) delete hooks.__b;
    else hooks.__b = previous;
  }
}
