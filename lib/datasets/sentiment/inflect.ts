/**
 * The forms of a verb: `rise/rose/risen` gives rise, rises, rising, rose, risen; a verb written alone is regular; `*`
 * doubles its last letter (`slip*`: slipped, slipping). What follows `_` stays: `pull*_back` gives pulled_back.
 */
export function formsOf(entry: string): string[] {
  const [head = "", ...past] = entry.split("/");
  const [verb = "", ...rest] = head.split("_");
  const base = verb.replace("*", "");
  const stem = verb.endsWith("*") ? base + base.slice(-1) : base;
  const forms = [base, third(base), `${withoutE(stem)}ing`, ...(past.length > 0 ? past : [pastOf(stem)])];
  return [...new Set(forms)].map((form) => [form, ...rest].join("_"));
}

function third(base: string): string {
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`;
}

function pastOf(stem: string): string {
  if (/[^aeiou]y$/.test(stem)) return `${stem.slice(0, -1)}ied`;
  return stem.endsWith("e") ? `${stem}d` : `${stem}ed`;
}

function withoutE(stem: string): string {
  return /[^e]e$/.test(stem) ? stem.slice(0, -1) : stem;
}
