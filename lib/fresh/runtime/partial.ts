import type { ComponentChildren } from "preact";

/** Props of Fresh's `<Partial>`. */
export interface PartialProps {
  name: string;
  children?: ComponentChildren;
}

/**
 * Fresh's `<Partial>`, which this implementation leaves out.
 *
 * @throws {Error} always, so that a page that needs it fails at its first render and not silently
 */
export function Partial(props: PartialProps): never {
  throw new Error(
    `Cannot render <Partial name="${props.name}">: partials are not supported by lib/fresh, use an island or upstream Fresh`,
  );
}
