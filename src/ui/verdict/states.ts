import type { ProbeState, StepState } from "#acquisition";
import type { StateTone } from "../parts/state-word.tsx";

interface Look {
  readonly tone: StateTone;
  readonly word: string;
}

export const stepLooks: Readonly<Record<StepState, Look>> = {
  works: { tone: "good", word: "works" },
  withheld: { tone: "caution", word: "withheld" },
  broken: { tone: "bad", word: "stops here" },
  unknown: { tone: "open", word: "not decided" },
};

/** For sorting: what does not work comes first. */
export const worstFirst: Readonly<Record<StepState, number>> = {
  broken: 0,
  unknown: 1,
  withheld: 2,
  works: 3,
};

/** A step after the one that stops the import. */
export const unreachedLook: Look = { tone: "open", word: "not reached" };

/** The states of one request, and of a permission that the vendor documents and no known step uses. */
export const permissionLooks: Readonly<Record<StepState, Look>> = {
  ...stepLooks,
  works: { tone: "good", word: "allowed" },
  broken: { tone: "bad", word: "denied" },
};

/** The states of another user of a key. */
export const userLooks: Readonly<Record<StepState, Look>> = {
  works: { tone: "good", word: "keeps working" },
  withheld: { tone: "caution", word: "stops" },
  broken: { tone: "bad", word: "stops" },
  unknown: { tone: "open", word: "not decided" },
};

export const probeLooks: Readonly<Record<ProbeState, Look>> = {
  refused: { tone: "good", word: "refused" },
  allowed: { tone: "good", word: "allowed" },
  "knowingly-open": { tone: "caution", word: "left open" },
  open: { tone: "bad", word: "open" },
  blocked: { tone: "bad", word: "blocked" },
  unknown: { tone: "open", word: "not decided" },
};

/** What a decision can say about a request. `not-judged`: no document of the work is about it. */
export type OutcomeName =
  | "allowed"
  | "explicitly-denied"
  | "implicitly-denied"
  | "unknown"
  | "not-judged";

/** The words for outcomes. Whether an outcome is good depends on the expected one. */
export const outcomeWords: Readonly<Record<OutcomeName, string>> = {
  allowed: "allowed",
  "explicitly-denied": "denied by a Deny",
  "implicitly-denied": "denied",
  unknown: "not decided",
  "not-judged": "not judged",
};

/** The tone of an outcome: good if it is the expected one. */
export function outcomeTone(outcome: OutcomeName, expected: "allowed" | "refused"): StateTone {
  if (outcome === "unknown" || outcome === "not-judged") return "open";
  return (outcome === "allowed") === (expected === "allowed") ? "good" : "bad";
}
