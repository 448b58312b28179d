import { type Act, readTerms, type Terms, type Thing } from "./terms.ts";
import { BREAK, tokensOf } from "./tokens.ts";

/** How far a negation reaches, in terms, and what it makes of what it turns (as in VADER, Hutto and Gilbert 2014). */
const NEGATION_REACH = 4;
const NEGATION_TURN = -0.74;
/** How far a verb looks for what it moves, in terms, behind it and before it; an adjective, behind it. */
const OBJECT_REACH = 5;
const SUBJECT_REACH = 5;
const ADJECTIVE_REACH = 3;
/** How far a verb that tells of the end of something bad takes what else is said of that. */
const CAUSE_REACH = 6;
/** What "less than expected" makes of a move. */
const LESS_THAN_TURN = -0.7;
/** What is left of what was said before "but", behind "despite", and in a question. */
const BEFORE_BUT = 0.4;
const BEHIND_DESPITE = 0.2;
const IN_QUESTION = 0.1;
/** Words read: what is longer is no headline. */
const MOST_WORDS = 100;
/** Sets how fast more words bring the score to the end of its range: a weight of 2 scores 0.71. */
const SPREAD = 4;
/** Words between a verb and its object; any other preposition ends the search. */
const STOPS = new Set(
  "to on for by at with from over against into than despite before under through up down".split(" "),
);

/** Scores headlines, from -1 to 1; built once by {@linkcode createScorer}. */
export type Scorer = (headline: string, company?: string) => number;

/** A term of a headline. */
interface Unit {
  readonly text: string;
  readonly act: Act | undefined;
  readonly thing: Thing | undefined;
  /** What it adds to the sum. */
  weight: number;
  /** Something else speaks for it. */
  isTaken: boolean;
}

/**
 * A scorer by lexicon and rules. Each term found has a weight: of its own, or by what it moves ("cuts" losses, "widens"
 * losses). Negations turn it, "less than feared" turns what came before, "but", "despite" and questions take from it.
 * The weights add up to `s`; the score is `s / sqrt(s² + 4)`, 0 where nothing is found. Words of the company's own
 * name say nothing: a purchase at Best Buy is no recommendation.
 *
 * @param general what a general lexicon says of words that ours does not have, from -5 to 5
 */
export function createScorer(general: Readonly<Record<string, number>> = {}): Scorer {
  const terms = readTerms(general);
  return (headline, company = "") => {
    const own = new Set(tokensOf(company).filter((word) => word.length > 2));
    const units = unitsOf(tokensOf(headline).slice(0, MOST_WORDS), terms, own);
    units.forEach((_, at) => weigh(units, at));
    for (const unit of units) if (unit.isTaken) unit.weight = 0;
    turn(units);
    const sum = units.reduce((total, { weight }) => total + weight, 0);
    const isAsking = /[?]\s*$/.test(headline) || units.some(({ act }) => act?.kind === "preview");
    const said = isAsking ? sum * IN_QUESTION : sum;
    return said / Math.sqrt(said * said + SPREAD);
  };
}

/** The longest terms, from the left. */
function unitsOf(tokens: readonly string[], terms: Terms, own: ReadonlySet<string>): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < tokens.length;) {
    let length = Math.min(terms.longest, tokens.length - at);
    let text = tokens.slice(at, at + length).join("_");
    while (length > 1 && !terms.acts.has(text) && !terms.things.has(text)) {
      length -= 1;
      text = tokens.slice(at, at + length).join("_");
    }
    const isOwn = length === 1 && own.has(text);
    const act = text === BREAK ? { kind: "break" } as const : isOwn ? undefined : terms.acts.get(text);
    const thing = isOwn ? undefined : terms.things.get(text);
    units.push({ text, act, thing, weight: 0, isTaken: false });
    at += length;
  }
  return units;
}

/** Gives the unit at that place its weight. */
function weigh(units: readonly Unit[], at: number): void {
  const unit = units[at];
  if (unit === undefined || unit.isTaken) return;
  const { act, thing } = unit;
  if (act?.kind === "polar") {
    unit.weight = act.weight;
    if (act.takes) takeCause(units, at);
  } else if (act?.kind === "negation") unit.weight = act.alone;
  else if (act?.kind === "move") {
    const reach = act.of === "next" ? ADJECTIVE_REACH : OBJECT_REACH;
    const objects = ahead(units, at, reach, false);
    const first = objects.findIndex((other) => other.thing !== undefined && !other.isTaken);
    const moved = objects[first] ?? (act.of === "next" ? undefined : subject(units, at, act.of === "bad"));
    if (moved?.thing !== undefined && (act.of !== "bad" || moved.thing.sign !== 0)) {
      // "Widens loss forecast": what stands in a row is one thing, named by its first word.
      for (let i = first; first >= 0 && objects[i]?.thing !== undefined; i++) take(objects[i]);
      take(moved);
      if (act.of === "bad") takeCause(units, at);
      const size = Math.max(1, Math.abs(act.alone), Math.abs(moved.thing.weight));
      unit.weight = act.effect * moved.thing.sign * size;
    } else unit.weight = act.alone;
  } else if (act === undefined && thing !== undefined) unit.weight = thing.weight;
}

/** Who "wins dismissal of a lawsuit", or "avoids a recall after a probe", is not worse off for lawsuit and probe. */
function takeCause(units: readonly Unit[], at: number): void {
  for (const unit of units.slice(at + 1, at + 1 + CAUSE_REACH)) {
    if (unit.text !== "after" && isBreak(unit)) break;
    if (isBad(unit) && unit.act === undefined) take(unit);
  }
}

function take(unit: Unit | undefined): void {
  if (unit !== undefined) unit.isTaken = true;
}

function isBad({ thing }: Unit): boolean {
  return thing?.sign === -1;
}

/** The units of the clause behind that place; up to a preposition, unless `far`. */
function ahead(units: readonly Unit[], at: number, reach: number, far: boolean): Unit[] {
  const found: Unit[] = [];
  for (const unit of units.slice(at + 1, at + 1 + reach)) {
    if (isBreak(unit) || (!far && STOPS.has(unit.text))) break;
    found.push(unit);
  }
  return found;
}

/** The nearest thing of the clause before that place which nothing else speaks for. */
function subject(units: readonly Unit[], at: number, onlyBad: boolean): Unit | undefined {
  for (let i = at - 1; i >= Math.max(0, at - SUBJECT_REACH); i--) {
    const unit = units[i];
    if (unit === undefined || isBreak(unit)) return undefined;
    if (unit.thing !== undefined && unit.act === undefined && !unit.isTaken && (!onlyBad || isBad(unit))) {
      return unit;
    }
  }
  return undefined;
}

function isBreak({ act }: Unit): boolean {
  return act?.kind === "break" || act?.kind === "but" || act?.kind === "despite";
}

/** What negations, comparisons, "but" and "despite" make of the weights. */
function turn(units: readonly Unit[]): void {
  units.forEach((unit, at) => {
    switch (unit.act?.kind) {
      case "negation": {
        const turned = ahead(units, at, NEGATION_REACH, true).filter(({ weight }) => weight !== 0);
        for (const other of turned) other.weight *= NEGATION_TURN;
        if (turned.length > 0) unit.weight = 0;
        break;
      }
      case "less_than":
        for (let i = at - 1; i >= 0; i--) {
          const before = units[i];
          if (before === undefined || isBreak(before)) break;
          before.weight *= LESS_THAN_TURN;
        }
        break;
      case "but":
        for (const before of units.slice(0, at)) before.weight *= BEFORE_BUT;
        break;
      case "despite":
        for (const other of ahead(units, at, units.length, true)) other.weight *= BEHIND_DESPITE;
        break;
    }
  });
}
