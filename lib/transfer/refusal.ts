/** Why a whole file is not imported; a row that is not costs only itself. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /** @param reason follows on `Cannot import "<file>": ` */
  constructor(readonly reason: string) {
    super(reason);
  }
}
