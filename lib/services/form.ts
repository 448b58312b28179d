import { HttpError } from "fresh";

/** Reads the form that a request carries. @throws {HttpError} 400 for what is none */
export async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new HttpError(400, "Cannot read the form");
  }
}
