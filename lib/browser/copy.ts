/** How long a button says that it did, milliseconds. */
const SAID_MS = 1_600;

/** Shows the buttons that copy, which need a script, and has each copy what it holds. */
export function wakeCopyButtons(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.hidden = false;
    // One that is awake keeps its listener: a property, not one more.
    button.onclick = () => void copyFrom(button);
  }
}

async function copyFrom(button: HTMLButtonElement): Promise<void> {
  if (button.dataset["said"] !== undefined) return;
  const label = button.textContent;
  button.dataset["said"] = "";
  button.textContent = await copy(button.dataset["copy"] ?? "", button) ? "Copied" : "Not allowed";
  setTimeout(() => {
    button.textContent = label;
    delete button.dataset["said"];
  }, SAID_MS);
}

/** @param beside an element of the layer that is in front: what lies behind a dialog takes no selection */
async function copy(text: string, beside: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without TLS, or it was refused: the old way may still be open.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    beside.after(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}
