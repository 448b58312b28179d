import { COMPANIES, companyOf } from "./companies.ts";
import { type Company, isForeign } from "./company.ts";
import { Chance } from "./hash.ts";

/** `/search`: companies whose symbol or name holds the text, whatever its case; the exact symbol first. */
export function search(query: string): Record<string, unknown> {
  const wanted = query.trim().toUpperCase();
  const found = COMPANIES.filter(({ symbol, name }) =>
    wanted !== "" && (symbol.includes(wanted) || name.toUpperCase().includes(wanted))
  );
  found.sort((a, b) => Number(b.symbol === wanted) - Number(a.symbol === wanted));
  const result = found.map(({ symbol, name }) => ({
    description: name,
    displaySymbol: symbol,
    symbol,
    type: "Common Stock",
  }));
  return { count: result.length, result };
}

/** `/stock/peers`: symbols of the same industry, the one asked for first; `[]` for an unknown symbol. */
export function peersOf(symbol: string): readonly string[] {
  const company = companyOf(symbol);
  if (!company) return [];
  const peers = COMPANIES.filter((each) => each.industry === company.industry && each !== company);
  return [symbol, ...peers.filter((each) => !isForeign(each.symbol)).map((each) => each.symbol)];
}

/** The file behind `/stock/symbol?exchange=US`. */
export function listedSymbols(seed: number): readonly Record<string, unknown>[] {
  return COMPANIES.filter(({ symbol }) => !isForeign(symbol)).map((company) => listing(company, seed));
}

function listing({ symbol, name, mic, currency }: Company, seed: number): Record<string, unknown> {
  const chance = new Chance(seed, "figi", symbol);
  const code = () =>
    Array.from({ length: 7 }, () => chance.pick([..."BCDFGHJKLMNPQRSTVWXYZ0123456789"])).join("");
  const figi = `BBG0${code()}${chance.integer(0, 9)}`;
  return {
    currency,
    description: name.toUpperCase(),
    displaySymbol: symbol,
    figi,
    figiComposite: figi,
    isin: "",
    mic,
    shareClassFIGI: `BBG001${code().slice(0, 5)}${chance.integer(0, 9)}`,
    symbol,
    symbol2: "",
    type: "Common Stock",
  };
}
