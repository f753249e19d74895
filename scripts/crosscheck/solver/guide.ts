import { and, concat, fitsPattern, joined, literal, no, not, or, patternRegex } from "./smt.ts";

// What the IAM User Guide says of conditions, as formulas. Nothing here is taken from src: an error that `authorize` and
// `reach` share shows only against a second reading of the guide.

/** How the values of a key are modelled. `text`: strings. `number`: halves. `date`: milliseconds. `address`: IPv4. */
export type Sort = "text" | "number" | "date" | "address";

/** The variables of one condition key: how many values it has, and at most `values.length` of them. */
export interface KeyVariables {
  readonly sort: Sort;
  readonly count: string;
  readonly values: readonly ValueVariables[];
}

/**
 * One value. `readable` is false for a text that is none of the sort; `bits` is the length of an address range, 32 for one
 * address.
 */
export interface ValueVariables {
  readonly value: string;
  readonly readable: string;
  readonly bits: string;
}

/** The keys of a request by name in lower case: keys have no case. */
export type Keys = ReadonlyMap<string, KeyVariables>;

/**
 * That one comparison of a condition is met.
 *
 * "Condition operators": several values of the policy are OR, and under a negated operator NOR; a missing key fails an
 * operator, passes a negated one and one with `IfExists`; `Null` asks for presence. "Set operators for multivalued context
 * keys": `ForAllValues` is true if every value of the request fits, if there are none and if the only one is empty;
 * `ForAnyValue` is true if one value fits, false if there are none and if the only one is empty.
 * The guide does not say what several values do under an operator without set operator; Keyhole's choice is taken here:
 * all must fit an Allow, one a Deny. So is its choice for a missing key under `ForAnyValue:…IfExists`.
 */
export function comparisonHolds(
  operator: string,
  key: KeyVariables,
  expected: readonly string[],
  effect: "Allow" | "Deny",
  keys: Keys,
  withVariables: boolean,
): string {
  const isAbsent = `(= ${key.count} 0)`;
  if (operator === "Null")
    return or(expected.map((value) => (value === "true" ? isAbsent : not(isAbsent))));
  const [, set, base, ifExists] =
    /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const isNegated = base?.includes("Not") ?? false;
  const positive = base?.replace("Not", "") ?? "";
  const fits = key.values.map((value) => {
    const any = or(expected.map((text) => valueFits(positive, value, text, keys, withVariables)));
    return isNegated ? not(any) : any;
  });
  const isThere = (at: number) => `(> ${key.count} ${at})`;
  const all = and(fits.map((fit, at) => or([not(isThere(at)), fit])));
  const some = or(fits.map((fit, at) => and([isThere(at), fit])));
  const first = key.values[0];
  const isEmpty =
    key.sort === "text" && first ? and([`(= ${key.count} 1)`, `(= ${first.value} "")`]) : no;
  if (set === "ForAllValues:") return or([isAbsent, isEmpty, all]);
  if (set === "ForAnyValue:") {
    const absentPasses = ifExists && effect === "Deny" ? isAbsent : no;
    return or([absentPasses, and([not(isAbsent), not(isEmpty), some])]);
  }
  const present = effect === "Allow" ? all : some;
  return or([isNegated || ifExists ? isAbsent : no, and([not(isAbsent), present])]);
}

/** That one value of the request fits one value of the policy, under an operator without its `Not`. */
function valueFits(
  operator: string,
  actual: ValueVariables,
  expected: string,
  keys: Keys,
  withVariables: boolean,
): string {
  if (operator.startsWith("Numeric"))
    return ordered(operator.slice("Numeric".length), actual, 2 * Number(expected));
  if (operator.startsWith("Date"))
    return ordered(operator.slice("Date".length), actual, milliseconds(expected));
  if (operator === "IpAddress") return inRange(actual, expected);
  if (withVariables && expected.includes("${"))
    return fitsWithVariable(operator, actual.value, expected, keys);
  switch (operator) {
    case "StringEquals":
      return `(= ${actual.value} ${literal(expected)})`;
    // "Case-insensitive matching": the value's wildcards are letters.
    case "StringEqualsIgnoreCase":
    case "Bool":
      return `(str.in_re ${actual.value} ${caseless(expected)})`;
    case "StringLike":
      return fitsPattern(actual.value, expected);
    // "ArnEquals and ArnLike behave identically"; "each of the six colon-delimited components of the ARN is checked
    // separately and each can include multi-character match wildcards (*) or single-character match wildcards (?)".
    case "ArnEquals":
    case "ArnLike":
      return fitsArn(actual.value, expected);
    default:
      throw new Error(`the guide has no operator ${operator}`);
  }
}

function ordered(relation: string, { value, readable }: ValueVariables, expected: number): string {
  const symbol = {
    Equals: "=",
    LessThan: "<",
    LessThanEquals: "<=",
    GreaterThan: ">",
    GreaterThanEquals: ">=",
  }[relation];
  if (!symbol) throw new Error(`the guide has no relation ${relation}`);
  const number = expected < 0 ? `(- ${-expected})` : String(expected);
  return and([readable, `(${symbol} ${value} ${number})`]);
}

/** "Date condition operators": ISO 8601 or seconds since 1970. Our random pairs write both with their zone. */
function milliseconds(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** "IP address condition operators": a range in CIDR form, or one address, for which /32 is taken. */
function inRange({ value, readable, bits }: ValueVariables, expected: string): string {
  const [address = "", length = "32"] = expected.split("/");
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const shift = 2 ** (32 - Number(length));
  const base = Math.floor(number / shift) * shift;
  return and([
    readable,
    `(>= ${bits} ${length})`,
    `(>= ${value} ${base})`,
    `(< ${value} ${base + shift})`,
  ]);
}

function caseless(text: string): string {
  return joined([...text].map((letter) => patternLetter(letter)));
}

function patternLetter(letter: string): string {
  return letter === "*" || letter === "?"
    ? `(str.to_re ${literal(letter)})`
    : patternRegex(letter, false, true);
}

function fitsArn(term: string, pattern: string): string {
  const parts = pattern.split(":");
  if (parts.length < 6) return no;
  const six = [...parts.slice(0, 5), parts.slice(5).join(":")];
  const regexes = six.map((part, at) => patternRegex(part, at < 5, false));
  const colon = '(str.to_re ":")';
  return `(str.in_re ${term} ${joined(regexes.flatMap((regex, at) => (at === 0 ? [regex] : [colon, regex])))})`;
}

/**
 * "Policy variables": `${key}` stands for the key's value, `${key, 'default'}` for the default where there is none. What
 * has no value fits nothing. Our random pairs write at most a literal on either side and a `*` at either end.
 */
function fitsWithVariable(operator: string, actual: string, expected: string, keys: Keys): string {
  const [, before = "", name = "", fallback, after = ""] =
    /^([^$]*)\$\{([^},]+)(?:, '([^']*)')?\}([^$]*)$/.exec(expected) ?? [];
  const variable = keys.get(name.toLowerCase());
  if (!variable) throw new Error(`no key for the variable of ${expected}`);
  const hasOne = `(= ${variable.count} 1)`;
  const compare = (middle: string) =>
    operator === "StringLike"
      ? affixed(actual, before, middle, after)
      : `(= ${actual} ${concat([literal(before), middle, literal(after)])})`;
  const value = variable.values[0]?.value ?? '""';
  const otherwise = fallback === undefined ? no : and([not(hasOne), compare(literal(fallback))]);
  return or([and([hasOne, compare(value)]), otherwise]);
}

/** The middle between two texts; a `*` at the outer end of either leaves that end open. */
function affixed(actual: string, before: string, middle: string, after: string): string {
  const opensBefore = before.startsWith("*");
  const opensAfter = after.endsWith("*");
  const whole = concat([
    literal(opensBefore ? before.slice(1) : before),
    middle,
    literal(opensAfter ? after.slice(0, -1) : after),
  ]);
  if (opensBefore && opensAfter) return `(str.contains ${actual} ${whole})`;
  if (opensBefore) return `(str.suffixof ${whole} ${actual})`;
  if (opensAfter) return `(str.prefixof ${whole} ${actual})`;
  return `(= ${actual} ${whole})`;
}
