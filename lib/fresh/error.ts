import { STATUS_CODES } from "node:http";

/**
 * An error that a visitor may see, with its HTTP status. Thrown in a middleware, handler or component it is
 * shown by the nearest `_error` page; anything else that is thrown becomes a 500.
 */
export class HttpError extends Error {
  /** HTTP status, 400 to 599. */
  readonly status: number;

  /**
   * @param status 400 to 599
   * @param message for the visitor; the status's own text where it is absent
   * @throws {RangeError} when the status is not an error's
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`Cannot create an HttpError: status "${status}" is not between 400 and 599`);
    }
    super(message ?? STATUS_CODES[status] ?? `Error ${status}`, options);
    this.name = this.constructor.name;
    this.status = status;
  }
}

/** Status that an error is answered with. */
export function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}
