/** Id of an event, `<epoch>-<sequence>`: the sequence counts from 1 in each epoch; 0 is before the first event. */
export function formatId(epoch: string, sequence: number): string {
  return `${epoch}-${sequence}`;
}

/** The parts of an id, or null when the text is none. */
export function parseId(text: string): { readonly epoch: string; readonly sequence: number } | null {
  const [, epoch, digits] = /^([\w.-]{1,64})-(0|[1-9]\d{0,14})$/.exec(text) ?? [];
  return epoch === undefined ? null : { epoch, sequence: Number(digits) };
}
