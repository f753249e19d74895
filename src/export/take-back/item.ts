import type { Removal } from "#verdict";

/** One thing to take back in AWS after an incident. */
export interface TakeBackItem {
  /** `take-back/` and what it is about, in the form of a document’s id: ticks are stored by it. Unique. */
  readonly id: string;
  /** “Detach the policies of CadoResponseRole”. */
  readonly title: string;
  readonly account: string;
  readonly region?: string;
  /** Who can do it. */
  readonly by: string;
  /** What is lost by it, where that is more than access. */
  readonly warning?: string;
  /** Commands that change nothing: a dry run where AWS has one, else what shows what the step will meet. */
  readonly lookFirst: readonly string[];
  /** Each is one line of a POSIX shell. */
  readonly commands: readonly string[];
  readonly hints: readonly string[];
  /** What a decision about the documents no longer finds after it. */
  readonly removal: Removal;
}

/** Nothing is removed: the base of every removal. */
export const nothingRemoved: Removal = {
  documents: [],
  texts: {},
  unknown: [],
  grants: [],
  roles: [],
};
