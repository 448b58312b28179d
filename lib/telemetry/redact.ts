/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

/**
 * Below this length, characters, a secret is only struck out where it stands alone: a token `x` would
 * otherwise turn every log line into holes.
 */
const SHORT = 6;

/** Takes every known secret out of a text. */
export type Redactor = (text: string) => string;

/**
 * A redactor for these secrets, in the forms in which they get into messages: as they are, percent-encoded
 * (both cases of the hexadecimal digits), form-encoded, escaped inside JSON, and in Base64.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.filter((secret) => secret !== "").flatMap(formsOf))];
  if (forms.length === 0) return (text) => text;
  // The longest first, so that a secret that contains another goes as a whole.
  const alternatives = forms.sort((a, b) => b.length - a.length).map(patternOf).join("|");
  const pattern = new RegExp(alternatives, "g");
  return (text) => text.replace(pattern, REDACTED);
}

function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const encoded = encodeURIComponent(wellFormed);
  const strict = encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([["", wellFormed]]).toString().slice(1);
  const percent = [encoded, strict, encodeURI(wellFormed), form];
  return [
    secret,
    wellFormed,
    ...percent,
    ...percent.map((text) => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())),
    JSON.stringify(secret).slice(1, -1),
    // Whether `user:` stood before it shifts the Base64, so only a secret that stands alone is found.
    ...(secret.length < SHORT ? [] : [new TextEncoder().encode(secret).toBase64().replace(/=+$/, "")]),
  ];
}

function patternOf(form: string): string {
  const literal = form.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  return form.length < SHORT ? `(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])` : literal;
}
