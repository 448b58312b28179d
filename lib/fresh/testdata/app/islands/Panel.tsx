import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";

interface PanelProps {
  title: VNode;
  children: ComponentChildren;
  later?: ComponentChildren;
}

/** Shows and hides what the server rendered. */
export default function Panel({ title, children, later }: PanelProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    <section>
      {title}
      <button type="button" class="toggle" onClick={() => setOpen(!isOpen)}>toggle</button>
      {isOpen ? <div class="body">{children}</div> : <div class="later">{later}</div>}
    </section>
  );
}
