import type { Budget } from "../budget.ts";
import type { Pattern, Token } from "./pattern.ts";

/** Characters that no policy is likely to hold, for what a wildcard takes. */
const freshLetters = "xqzjwvkXQZ_\u00a4\u2022";
const freshDigits = "9876543210";

/** A beginning of patterns: where they are once it is read. Patterns that begin alike share it. */
interface Place {
  readonly id: number;
  /** What a run at this place takes and stays. */
  readonly loop: Wildcard | undefined;
  /** Places after one more character, by that character; in any case: by it in lower case. */
  readonly byChar: Map<string, Place>;
  readonly byAnyCase: Map<string, Place>;
  readonly byOne: { readonly token: Wildcard; readonly place: Place }[];
  /** Places with a run, which may take nothing. */
  readonly runs: Place[];
  /** The patterns that end here. */
  readonly ends: number[];
  /** Whether a form may still be met from here. */
  isOfForm: boolean;
}

type Wildcard = Extract<Token, { kind: "one" | "many" }>;

/** Places that some text leads to at once, with where one more character leads; found once, whatever the text. */
interface Step {
  readonly id: number;
  readonly places: readonly Place[];
  /** The patterns that end here; nothing if no form does. */
  readonly ends: string | undefined;
  next: readonly { readonly char: string; readonly step: Step }[] | undefined;
}

/** A text in the search. */
interface Reached {
  readonly step: Step;
  readonly text: string;
  /** Whether the text has a character that no pattern names: then it equals no text of a policy. */
  readonly isFresh: boolean;
}

/**
 * Texts that tell the patterns apart: for each set of patterns that some text fits, all others not, a shortest such text
 * and, if there is one, a shortest one with a character that no pattern names. With `forms` only texts that fit one of them,
 * and for each set of forms. All patterns are walked at once from the start of the text (the subset construction of one
 * automaton), shortest first.
 */
export function exampleTexts(
  patterns: readonly Pattern[],
  budget: Budget,
  forms?: readonly Pattern[],
): readonly string[] {
  const steps = new Steps(patterns, forms);
  const found: string[] = [];
  const [plain, fresh] = [new Set<string>(), new Set<string>()];
  const known = new Set<number>([steps.start.id * 2]);
  const queue: Reached[] = [{ step: steps.start, text: "", isFresh: false }];
  for (let at = 0; at < queue.length; at += 1) {
    const { step, text, isFresh } = queue[at] as Reached;
    const met = isFresh ? fresh : plain;
    if (step.ends !== undefined && !met.has(step.ends)) {
      met.add(step.ends);
      found.push(text);
    }
    for (const { char, step: next } of steps.after(step)) {
      if (!budget.spend()) return found;
      const isNextFresh = isFresh || steps.isFresh(char);
      const key = next.id * 2 + (isNextFresh ? 1 : 0);
      if (known.has(key)) continue;
      known.add(key);
      queue.push({ step: next, text: text + char, isFresh: isNextFresh });
    }
  }
  return found;
}

/** The steps by the ids of their places, one after the other: a text of them would be made for each character. */
interface Branch {
  step: Step | undefined;
  readonly next: Map<number, Branch>;
}

/** The steps of a search: equal sets of places are one. */
class Steps {
  readonly start: Step;
  readonly #letter: string | undefined;
  readonly #digit: string | undefined;
  readonly #forms: number | undefined;
  readonly #known: Branch = { step: undefined, next: new Map() };
  #count = 0;

  constructor(patterns: readonly Pattern[], forms: readonly Pattern[] | undefined) {
    const all = forms ? [...forms, ...patterns] : patterns;
    this.#letter = freshOf(all, freshLetters);
    this.#digit = freshOf(all, freshDigits);
    this.#forms = forms?.length;
    this.start = this.#stepOf(withRuns(trieOf(all, forms?.length ?? 0)));
  }

  isFresh(char: string): boolean {
    return char === this.#letter || char === this.#digit;
  }

  /** Where one more character leads: those after which the patterns differ, and a form may still be met. */
  after(step: Step): NonNullable<Step["next"]> {
    if (step.next) return step.next;
    const next: { char: string; step: Step }[] = [];
    const { places } = step;
    const ofForm = this.#forms === undefined ? places : places.filter(({ isOfForm }) => isOfForm);
    // If forms go on by certain characters only, no other one keeps to them.
    const deciding = ofForm.every(takesNamedOnly) ? ofForm : places;
    for (const char of nextCharacters(deciding, this.#letter, this.#digit ?? "0")) {
      if (this.#forms !== undefined && !ofForm.some((place) => goesOn(place, char))) continue;
      const reached = placesAfter(places, char);
      if (this.#forms !== undefined && !reached.some(({ isOfForm }) => isOfForm)) continue;
      next.push({ char, step: this.#stepOf(reached) });
    }
    step.next = next;
    return next;
  }

  #stepOf(places: readonly Place[]): Step {
    let branch = this.#known;
    for (const { id } of places) {
      let next = branch.next.get(id);
      if (!next) {
        next = { step: undefined, next: new Map() };
        branch.next.set(id, next);
      }
      branch = next;
    }
    if (branch.step) return branch.step;
    const ends = endsOf(places);
    const isMet = this.#forms === undefined || (ends[0] ?? this.#forms) < this.#forms;
    const step: Step = {
      id: this.#count,
      places,
      ends: isMet ? ends.join() : undefined,
      next: undefined,
    };
    this.#count += 1;
    branch.step = step;
    return step;
  }
}

/** Whether a character leads on from a place. */
function goesOn({ loop, byChar, byAnyCase, byOne }: Place, char: string): boolean {
  return (
    byChar.has(char) ||
    (loop !== undefined && takes(loop, char)) ||
    byOne.some(({ token }) => takes(token, char)) ||
    (byAnyCase.size > 0 && byAnyCase.has(char.toLowerCase()))
  );
}

function takesNamedOnly({ loop, byOne }: Place): boolean {
  return loop === undefined && byOne.length === 0;
}

/** All patterns as one tree; the first `forms` of them are forms. */
function trieOf(patterns: readonly Pattern[], forms: number): Place {
  let count = 0;
  const placeOf = (loop?: Wildcard): Place => ({
    id: count++,
    loop,
    byChar: new Map(),
    byAnyCase: new Map(),
    byOne: [],
    runs: [],
    ends: [],
    isOfForm: false,
  });
  const root = placeOf();
  patterns.forEach((pattern, index) => {
    let place = root;
    place.isOfForm ||= index < forms;
    for (const token of pattern) {
      place = childOf(place, token, placeOf);
      place.isOfForm ||= index < forms;
    }
    place.ends.push(index);
  });
  return root;
}

function childOf(place: Place, token: Token, placeOf: (loop?: Wildcard) => Place): Place {
  if (token.kind === "char") {
    const [children, char] = token.anyCase
      ? [place.byAnyCase, token.char.toLowerCase()]
      : [place.byChar, token.char];
    const known = children.get(char);
    if (known) return known;
    const fresh = placeOf();
    children.set(char, fresh);
    return fresh;
  }
  if (token.kind === "many") {
    const known = place.runs.find(({ loop }) => loop && isSame(loop, token));
    if (known) return known;
    const fresh = placeOf(token);
    place.runs.push(fresh);
    return fresh;
  }
  const known = place.byOne.find((one) => isSame(one.token, token));
  if (known) return known.place;
  const fresh = placeOf();
  place.byOne.push({ token, place: fresh });
  return fresh;
}

function isSame(one: Wildcard, other: Wildcard): boolean {
  return one.not === other.not && one.digits === other.digits;
}

/** A place with those of runs that take nothing. */
function withRuns(place: Place): readonly Place[] {
  const found: Place[] = [];
  addWithRuns(found, place);
  return found;
}

/** Adds a place where its id belongs, unless it is there. The list is short: few places are reached at once. */
function addWithRuns(found: Place[], place: Place): void {
  let at = found.length;
  while (at > 0 && (found[at - 1] as Place).id > place.id) at -= 1;
  if (at > 0 && (found[at - 1] as Place).id === place.id) return;
  if (at === found.length) found.push(place);
  else found.splice(at, 0, place);
  for (const run of place.runs) addWithRuns(found, run);
}

function placesAfter(places: readonly Place[], char: string): readonly Place[] {
  const next: Place[] = [];
  for (const place of places) {
    if (place.loop && takes(place.loop, char)) addWithRuns(next, place);
    const own = place.byChar.get(char);
    if (own) addWithRuns(next, own);
    if (place.byAnyCase.size > 0) {
      const any = place.byAnyCase.get(char.toLowerCase());
      if (any) addWithRuns(next, any);
    }
    for (const one of place.byOne) if (takes(one.token, char)) addWithRuns(next, one.place);
  }
  return next;
}

function takes({ digits, not }: Wildcard, char: string): boolean {
  if (digits && (char < "0" || char > "9")) return false;
  return !not?.includes(char);
}

/** The patterns that end at a place, ascending. */
function endsOf(places: readonly Place[]): readonly number[] {
  const ends: number[] = [];
  for (const place of places) for (const end of place.ends) ends.push(end);
  return ends.length < 2 ? ends : ends.sort((one, other) => one - other);
}

/** The characters after which the patterns can differ: those that they name here, those that a wildcard refuses, a fresh one. */
function nextCharacters(
  places: readonly Place[],
  letter: string | undefined,
  digit: string,
): readonly string[] {
  // A list: the characters are few, and a set of them would be made for each step.
  const characters: string[] = [];
  const add = (char: string) => {
    if (!characters.includes(char)) characters.push(char);
  };
  if (letter) add(letter);
  const addOf = ({ not, digits }: Wildcard) => {
    for (const refused of not ?? "") add(refused);
    if (digits) add(digit);
  };
  for (const { loop, byChar, byAnyCase, byOne } of places) {
    for (const char of byChar.keys()) add(char);
    for (const char of byAnyCase.keys()) {
      add(char);
      add(otherCase(char));
    }
    if (loop) addOf(loop);
    for (const { token } of byOne) addOf(token);
  }
  return characters;
}

/** A character in the other case; itself if it has none. */
export function otherCase(char: string): string {
  const lower = char.toLowerCase();
  return char === lower ? char.toUpperCase() : lower;
}

/** The first character of the choices that no pattern names, in any case. */
function freshOf(patterns: readonly Pattern[], choices: string): string | undefined {
  const named = new Set<string>();
  for (const pattern of patterns)
    for (const token of pattern) if (token.kind === "char") named.add(token.char.toLowerCase());
  return [...choices].find((choice) => !named.has(choice.toLowerCase()));
}
