import { type ComponentChild, render } from "preact";

/**
 * Shows something in a modal dialog; the focus goes back to where it was when it closes. One that is open already is
 * closed first.
 * @param content gets what closes the dialog
 */
export function showDialog(
  name: string,
  label: string,
  content: (close: () => void) => ComponentChild,
): void {
  document.querySelector<HTMLDialogElement>("dialog.palette")?.close();
  const dialog = document.createElement("dialog");
  dialog.className = `palette ${name}`;
  dialog.ariaLabel = label;
  dialog.addEventListener("close", () => {
    render(null, dialog);
    dialog.remove();
  });
  // The backdrop is the dialog's own.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  render(content(() => dialog.close()), dialog);
  dialog.showModal();
}
