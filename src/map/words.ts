import type { CallState, Outcome } from "./scene.ts";

/** The states of calls in a word or two. */
export const stateWords: Readonly<Record<CallState, string>> = {
  works: "works",
  quiet: "asks no key",
  stops: "stops here",
  withheld: "withheld",
  undecided: "not decided",
  unreached: "not reached",
};

/** What became of a group of sources. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  works: "works",
  open: "works, with open abuses",
  stops: "stops",
  withheld: "stops by your answer",
  undecided: "not decided",
};
