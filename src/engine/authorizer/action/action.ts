import { globMatches, hasWildcard } from "#policy";
import { type RawElement, type ReadElement, readTexts } from "../statement/element.ts";

/** The actions of a statement in lower case, those with wildcards apart. */
export interface Actions {
  readonly written: readonly string[];
  readonly exact: readonly string[];
  readonly patterns: readonly string[];
}

export type ActionElement = ReadElement<Actions>;

/**
 * Reads `Action` or `NotAction`. Each entry is `*` or has a service before a colon; case does not count.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export function readActions(raw: RawElement): ActionElement {
  return readTexts(raw, (written) => {
    const stray = written.find((entry) => entry !== "*" && !entry.includes(":"));
    if (stray !== undefined) return `\`${stray}\` names no service`;
    const lowered = written.map((entry) => entry.toLowerCase());
    const patterns = lowered.filter(hasWildcard);
    const exact = patterns.length > 0 ? lowered.filter((entry) => !hasWildcard(entry)) : lowered;
    return { written, exact, patterns };
  });
}

/** Whether an action, in lower case, is one of the element's (or, under `NotAction`, none of them). */
export function actionFits(element: ActionElement & { kind: "given" }, action: string): boolean {
  const named =
    element.exact.includes(action) ||
    element.patterns.some((pattern) => pattern === "*" || globMatches(pattern, action));
  return named !== element.negated;
}
