import { maximumDocumentDepth } from "../limits.ts";
import { readJoinedStrings, readLooseString } from "./loose-string.ts";

/** A part that Terraform's text leaves out or does not know yet. */
export const notKnown: unique symbol = Symbol("known after apply");

/** A value read from text, and what the text leaves out of it. */
export interface LooseValue {
  readonly value: unknown;
  /** The index of the first character after the value. */
  readonly end: number;
  /** Terraform hides parts of a change: `# (2 unchanged elements hidden)`. */
  readonly hidesParts: boolean;
}

/** Thrown where a text is no literal. One object: a text may have millions of places where none begins. */
const notReadable = new Error("not readable");

/** What a failed attempt costs besides the steps that it took. */
const stepsOfFailure = 16;

/** The steps that reading may take, shared by all values of a text. */
export class Steps {
  private left: number;
  private nextSign: number;
  private readonly onWork: () => void;

  /** `most`: so many that no usual text needs them. `onWork` is called at every 100,000. */
  constructor(most: number, onWork: () => void = () => {}) {
    this.left = most;
    this.nextSign = this.left;
    this.onWork = onWork;
  }

  get areOver(): boolean {
    return this.left <= 0;
  }

  /** Counts some steps. Returns `false` if they are too many. */
  take(count: number): boolean {
    this.left -= count;
    if (this.left < this.nextSign) {
      this.nextSign = this.left - 100_000;
      this.onWork();
    }
    return this.left >= 0;
  }
}

/**
 * Reads one object or list that is written like a literal of JSON, Python, JavaScript, Ruby or Terraform (also its plan
 * text with `+`, `-`, `~` and `->`, of which the new value counts). `jsonencode(…)` gives its JSON text; any other
 * expression stays as `${expression}`. Returns `undefined` if the text at `start` is no such literal. Takes from `steps`.
 */
export function readLooseValue(text: string, start: number, steps: Steps): LooseValue | undefined {
  const reading = new Reading(text, start, steps);
  try {
    const value = reading.value(0);
    return { value, end: reading.at, hidesParts: reading.hidesParts };
  } catch (error) {
    if (error !== notReadable) throw error;
    steps.take(stepsOfFailure);
    return undefined;
  }
}

const encoders = new Set(["jsonencode", "json.dumps", "JSON.stringify"]);
const words: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
  nil: null,
  undefined: null,
};

class Reading {
  hidesParts = false;

  at: number;
  private readonly text: string;
  private readonly steps: Steps;

  constructor(text: string, at: number, steps: Steps) {
    this.text = text;
    this.at = at;
    this.steps = steps;
  }

  value(depth: number): unknown {
    if (depth > maximumDocumentDepth) throw notReadable;
    this.space();
    const before = this.plain(depth);
    this.space(true);
    // `"old" -> "new"` in the text of a plan.
    if (!this.text.startsWith("->", this.at)) return before;
    this.at += 2;
    return this.value(depth + 1);
  }

  private plain(depth: number): unknown {
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.list("]", depth);
    if (first === "(") return this.bracket(depth);
    const string = readJoinedStrings(this.text, this.at);
    if (string) {
      this.step(string.end - this.at);
      this.at = string.end;
      return string.value;
    }
    // A string that does not end was searched to the end of the text.
    if (first === '"' || first === "'" || first === "<") this.step(this.text.length - this.at);
    const number = match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y, this.text, this.at);
    if (number !== undefined) {
      this.at += number.length;
      return Number(number);
    }
    return this.expression(depth);
  }

  private object(depth: number): unknown {
    const members: [string, unknown][] = [];
    this.at += 1;
    for (;;) {
      this.separators();
      if (this.text[this.at] === "}") break;
      const isRemoved = this.marker() === "-";
      const name = this.name();
      this.space(true);
      const labels = this.labels();
      const separator = match(/=>|[:=]/y, this.text, this.at);
      if (separator === undefined && this.text[this.at] !== "{") throw notReadable;
      this.at += separator?.length ?? 0;
      const value = this.value(depth + 1);
      if (!isRemoved)
        members.push([[name, ...labels].join("."), separator === undefined ? [value] : value]);
    }
    this.at += 1;
    return joined(members);
  }

  private list(close: string, depth: number): unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    for (;;) {
      this.separators();
      if (this.text[this.at] === close) break;
      const isRemoved = this.marker() === "-";
      let value = this.value(depth + 1);
      // A named argument: `datetime(2026, 1, 1, tzinfo=tzutc())`.
      const isNamed = match(/[ \t]*=(?!>)/y, this.text, this.at);
      if (isNamed !== undefined) {
        this.at += isNamed.length;
        value = this.value(depth + 1);
      }
      if (!isRemoved) items.push(value);
    }
    this.at += 1;
    return items;
  }

  private bracket(depth: number): unknown {
    const unknown = match(/\((?:known after apply|sensitive value)\)/y, this.text, this.at);
    if (unknown === undefined) return this.list(")", depth);
    this.at += unknown.length;
    return notKnown;
  }

  /** A word, a reference or a call. */
  private expression(depth: number): unknown {
    const start = this.at;
    const name =
      match(/[A-Za-z_][\w-]*(?:\.[\w*-]+|\[[^[\]\n]{0,80}\])*/y, this.text, this.at) ??
      // The print of a Python object: `<botocore.response.StreamingBody object at 0x10>`.
      match(/<[^<>{}\n]{1,300}>/y, this.text, this.at);
    if (name === undefined) throw notReadable;
    this.step(name.length);
    this.at += name.length;
    if (Object.hasOwn(words, name)) return words[name];
    if (this.text[this.at] === "(") {
      const given = this.list(")", depth + 1);
      if (encoders.has(name)) return JSON.stringify(given[0] === notKnown ? null : given[0]);
      if (name === "toset" || name === "tolist") return given[0];
    }
    return `\${${this.text.slice(start, Math.min(this.at, start + 200)).replace(/[{}]/g, "")}}`;
  }

  private name(): string {
    this.space();
    const string = readLooseString(this.text, this.at);
    if (string) {
      this.step(string.end - this.at);
      this.at = string.end;
      return string.value;
    }
    if (this.text[this.at] === '"' || this.text[this.at] === "'")
      this.step(this.text.length - this.at);
    const word = match(/[\w$.:/-]+(?<!:)/y, this.text, this.at);
    if (word === undefined) throw notReadable;
    this.step(word.length);
    this.at += word.length;
    return word;
  }

  /** The labels of a block: `statement "one" {`. */
  private labels(): readonly string[] {
    const labels: string[] = [];
    while (this.text[this.at] === '"') {
      labels.push(this.name());
      this.space(true);
    }
    return labels;
  }

  /** The mark of a plan's text before a member or an item: what is added, removed or changed. */
  private marker(): string | undefined {
    this.space();
    const mark = match(/(?:[-+]\/[-+]|[-+~])(?=[ \t])/y, this.text, this.at);
    if (mark === undefined) return undefined;
    this.at += mark.length;
    return mark;
  }

  private separators(): void {
    this.space();
    while (this.text[this.at] === "," || this.text[this.at] === ";") {
      this.at += 1;
      this.space();
    }
    if (this.at >= this.text.length) throw notReadable;
  }

  /** Skips space and comments. */
  private space(isOnLine = false): void {
    const spaces = isOnLine ? /[ \t]+/y : /\s+/y;
    for (;;) {
      this.step(1);
      const skipped =
        match(spaces, this.text, this.at) ??
        (isOnLine ? undefined : match(/#[^\n]*|\/\/[^\n]*/y, this.text, this.at));
      if (skipped === undefined) return;
      if (/unchanged .* hidden/.test(skipped.slice(0, 200))) this.hidesParts = true;
      this.step(skipped.length);
      this.at += skipped.length;
    }
  }

  private step(count: number): void {
    if (!this.steps.take(count)) throw notReadable;
  }
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Blocks of one name become one list. */
function joined(members: readonly (readonly [string, unknown])[]): unknown {
  const merged = new Map<string, unknown>();
  for (const [name, value] of members) {
    const known = merged.get(name);
    merged.set(name, Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value);
  }
  return Object.fromEntries(merged);
}
