import type { Subject } from "../documents.ts";

/**
 * `checking`: the work has changed and its verdict is on the way. `stale`: a document is not valid JSON, so the last
 * verdict is kept. `failed`: the checker itself failed; nothing is known.
 */
export type VerdictStatus = "checking" | "current" | "stale" | "failed";

/** The running verdict as the screens read it. */
export interface VerdictState<Verdict, Part> {
  readonly status: VerdictStatus;
  /** The last verdict; it is about the present work only while the status is `current`. */
  readonly verdict: Verdict | null;
  /** What the last verdict is about. */
  readonly verified: Subject | null;
  /** Of a large scenario: the part that the verdict is about, which is that of the document shown. */
  readonly part: string | null;
  /** Of a large scenario: how every part stands. */
  readonly accounts: AccountVerdicts<Part> | null;
  /** Checks the present work again. */
  check(): void;
  /** Ends the check of all accounts; `check` begins it again. */
  stopAccounts(): void;
  /** Another document is shown: the verdict that goes with it may be another account's. */
  lookAtPart(): void;
}

/** How every part of a large scenario stands, as far as it is known. */
export interface AccountVerdicts<Part> {
  readonly status: "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly of: number;
  /** In the order of the answers. While it is running, those of the present work only. */
  readonly parts: readonly Part[];
}

const nothingToDo = () => {};

/** Before the checking has begun: a verdict is on its way. */
export const notChecked = {
  status: "checking",
  verdict: null,
  verified: null,
  part: null,
  accounts: null,
  check: nothingToDo,
  stopAccounts: nothingToDo,
  lookAtPart: nothingToDo,
} as const;
