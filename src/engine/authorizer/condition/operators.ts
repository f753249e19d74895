import { readDate } from "#policy";
import type { ContextReader } from "../request/context-reader.ts";
import {
  readTemplate,
  splitArnTemplate,
  type Template,
  templateEquals,
  templateEqualsIgnoringCase,
  templateMatches,
} from "../variables.ts";
import { rangeCovers, readAddressRange } from "./ip-addresses.ts";

/** Whether one value of the request fits one value of the policy. */
export type Test = (actual: string, context: ContextReader) => boolean;

/** Makes a test of a policy value; nothing where the value cannot be read as the operator's type. */
type Comparison = (written: Template) => Test | undefined;

/** What a condition operator compares, and how. */
export interface Operator {
  readonly compare: Comparison;
  /** The operator asks that none of its values fit. */
  readonly negated: boolean;
}

const sameText: Comparison = (written) => (actual, context) =>
  templateEquals(written, actual, context);

const sameTextAnyCase: Comparison = (written) => (actual, context) =>
  templateEqualsIgnoringCase(written, actual, context);

const like: Comparison = (written) => (actual, context) =>
  templateMatches(written, actual, context);

/**
 * The six parts are compared one by one, so that a wildcard stays within its part; `*` alone fits every ARN
 * (Unsettled: AWS does not say). A pattern with fewer parts fits nothing.
 */
const likeArn: Comparison = (written) => {
  const isAny = written.text === "*";
  const parts = isAny ? [] : splitArnTemplate(written);
  if (!parts) return () => false;
  return (actual, context) => {
    let from = 0;
    for (let at = 0; at < 5; at += 1) {
      const end = actual.indexOf(":", from);
      if (end < 0 || !(isAny || partFits(parts[at], actual, from, end, context))) return false;
      from = end + 1;
    }
    return isAny || partFits(parts[5], actual, from, actual.length, context);
  };
};

/** Whether a part of a text fits a part of a pattern. Most patterns leave most parts open. */
function partFits(
  part: Template | undefined,
  text: string,
  from: number,
  end: number,
  context: ContextReader,
): boolean {
  if (!part) return false;
  if (part.text === "*" && !part.pieces) return true;
  return templateMatches(part, text.slice(from, end), context);
}

const sameTruth: Comparison = (written) => {
  const text = written.text.toLowerCase();
  if (!written.pieces && text !== "true" && text !== "false") return undefined;
  return sameTextAnyCase(written);
};

/**
 * Compares what two texts are read as; a value of the request that cannot be read fits nothing. Policy variables work with
 * string, ARN and Bool operators only: here a text with one cannot be read.
 */
function ordered<T>(
  read: (text: string) => T | undefined,
  holds: (actual: T, written: T) => boolean,
): Comparison {
  return ({ text }) => {
    const written = read(text);
    if (written === undefined) return undefined;
    return (actual) => {
      const found = read(actual);
      return found !== undefined && holds(found, written);
    };
  };
}

const readNumber = (text: string) =>
  /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;

/** Base64 of the same bytes is the same text but for its padding. */
const readBinary = (text: string) =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? text.replaceAll("=", "") : undefined;

const equal = <T>(actual: T, written: T) => actual === written;
const less = (actual: number, written: number) => actual < written;
const lessOrEqual = (actual: number, written: number) => actual <= written;
const greater = (actual: number, written: number) => actual > written;
const greaterOrEqual = (actual: number, written: number) => actual >= written;
const inRange = ordered(readAddressRange, (actual, written) => rangeCovers(written, actual));

const is = (compare: Comparison): Operator => ({ compare, negated: false });
const not = (compare: Comparison): Operator => ({ compare, negated: true });

/** Every operator but `Null`. Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: is(sameText),
    StringNotEquals: not(sameText),
    StringEqualsIgnoreCase: is(sameTextAnyCase),
    StringNotEqualsIgnoreCase: not(sameTextAnyCase),
    StringLike: is(like),
    StringNotLike: not(like),
    ArnEquals: is(likeArn),
    ArnNotEquals: not(likeArn),
    ArnLike: is(likeArn),
    ArnNotLike: not(likeArn),
    Bool: is(sameTruth),
    NumericEquals: is(ordered(readNumber, equal)),
    NumericNotEquals: not(ordered(readNumber, equal)),
    NumericLessThan: is(ordered(readNumber, less)),
    NumericLessThanEquals: is(ordered(readNumber, lessOrEqual)),
    NumericGreaterThan: is(ordered(readNumber, greater)),
    NumericGreaterThanEquals: is(ordered(readNumber, greaterOrEqual)),
    DateEquals: is(ordered(readDate, equal)),
    DateNotEquals: not(ordered(readDate, equal)),
    DateLessThan: is(ordered(readDate, less)),
    DateLessThanEquals: is(ordered(readDate, lessOrEqual)),
    DateGreaterThan: is(ordered(readDate, greater)),
    DateGreaterThanEquals: is(ordered(readDate, greaterOrEqual)),
    IpAddress: is(inRange),
    NotIpAddress: not(inRange),
    BinaryEquals: is(ordered(readBinary, equal)),
  }),
);

/** The operator of a name without set prefix and `IfExists`. Names are compared with their case. */
export function operatorNamed(name: string): Operator | undefined {
  return operators.get(name);
}

/** The test of one policy value, with its template for the trace. */
export function testOf(operator: Operator, written: string, withVariables: boolean) {
  const template = readTemplate(written, withVariables);
  return { template, test: operator.compare(template) };
}
