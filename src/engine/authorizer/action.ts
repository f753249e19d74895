import { globMatches, hasWildcard } from "#policy";
import { inLowerCase } from "./request/context-reader.ts";
import {
  type GivenElement,
  type ReadElement,
  readTexts,
  type Unreadable,
  unreadable,
} from "./statement/element.ts";

/** The actions of a statement; `exact` and `patterns` in lower case. */
export interface Actions {
  readonly kind: "given";
  readonly negated: boolean;
  readonly written: readonly string[];
  readonly exact: readonly string[];
  readonly patterns: readonly string[];
}

export type ActionElement = ReadElement<Actions>;

/**
 * Reads `Action` or `NotAction`. Each entry is `*` or has a service before a colon; case does not count.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export function readActions(given: GivenElement, lowerCase = inLowerCase): Actions | Unreadable {
  const written = readTexts(given);
  if ("problem" in written) return written;
  const stray = written.find((entry) => entry !== "*" && !entry.includes(":"));
  if (stray !== undefined) return unreadable(`\`${stray}\` names no service`);
  const lowered = written.map(lowerCase);
  const patterns = lowered.filter(hasWildcard);
  const exact = patterns.length === 0 ? lowered : lowered.filter((entry) => !hasWildcard(entry));
  return { kind: "given", negated: given.negated, written, exact, patterns };
}

/** Whether an action, in lower case, is one of the element's (or, under `NotAction`, none of them). */
export function actionFits({ exact, patterns, negated }: Actions, action: string): boolean {
  for (const entry of exact) if (entry === action) return !negated;
  for (const pattern of patterns)
    if (pattern === "*" || globMatches(pattern, action)) return !negated;
  return negated;
}
