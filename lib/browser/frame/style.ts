let styled: Promise<void> | undefined;

/** Loads the style sheet of what opens on request, once; one that does not come leaves dialogs plain. */
export function style(address: string): Promise<void> {
  return styled ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
