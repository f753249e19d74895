import type { ProbeState, StepState } from "#acquisition";
import type { StateTone } from "../parts/state-word.tsx";

interface Look {
  readonly tone: StateTone;
  readonly word: string;
}

export const stepLooks: Readonly<Record<StepState, Look>> = {
  works: { tone: "good", word: "works" },
  withheld: { tone: "caution", word: "withheld" },
  broken: { tone: "bad", word: "broken" },
  unknown: { tone: "open", word: "not decided" },
};

/** Of permissions that a role is to hold though nothing is known to use them. */
export const heldLooks: Readonly<Record<StepState, Look>> = {
  ...stepLooks,
  works: { tone: "good", word: "held" },
  withheld: { tone: "caution", word: "not held" },
};

export const probeLooks: Readonly<Record<ProbeState, Look>> = {
  refused: { tone: "good", word: "refused" },
  allowed: { tone: "good", word: "possible" },
  "knowingly-open": { tone: "caution", word: "left open" },
  open: { tone: "bad", word: "open" },
  blocked: { tone: "bad", word: "blocked" },
  unknown: { tone: "open", word: "not decided" },
};

export type OutcomeName = "allowed" | "explicitly-denied" | "implicitly-denied" | "unknown";

/** What an outcome is called; whether it is good depends on what it should be. */
export const outcomeWords: Readonly<Record<OutcomeName, string>> = {
  allowed: "allowed",
  "explicitly-denied": "denied by a Deny",
  "implicitly-denied": "denied",
  unknown: "not decided",
};

/** Whether an outcome is as it should be. */
export function outcomeTone(outcome: OutcomeName, wanted: "allowed" | "refused"): StateTone {
  if (outcome === "unknown") return "open";
  return (outcome === "allowed") === (wanted === "allowed") ? "good" : "bad";
}
