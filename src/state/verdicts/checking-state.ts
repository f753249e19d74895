import type { StoreApi } from "zustand/vanilla";
import type { Finding } from "#engine";
import type { GeneratedDocument } from "#generator";
import type { Scenario } from "#scenario";
import type { AccountVerdict, ClaimResult, ProblemRepairs, Run, Verdict } from "#verdict";
import type { Subject } from "../documents.ts";
import type { VerdictState } from "./verdict-state.ts";

/** Follows a long job, and ends it by the signal. */
export interface Watch<Item> {
  readonly onProgress: (done: number, of: number, items: readonly Item[]) => void;
  readonly signal: AbortSignal;
}

/** What the running verdict and the running generation ask of the checker. */
export interface WorkChecker {
  /** Answers with `undefined` if `isOvertaken` says meanwhile that another subject waits. */
  readonly verify: (
    subject: Subject,
    partId: string | undefined,
    isOvertaken: () => boolean,
  ) => Promise<Verdict | undefined>;
  readonly claims: (
    subject: Subject,
    partId?: string,
  ) => Promise<readonly ClaimResult[] | undefined>;
  readonly repairs: (
    subject: Subject,
    claims: readonly ClaimResult[],
    partId?: string,
  ) => Promise<readonly ProblemRepairs[] | undefined>;
  readonly verifyAccounts: (
    subject: Subject,
    watch: Watch<AccountVerdict>,
  ) => Promise<readonly AccountVerdict[] | undefined>;
  readonly write: (
    scenario: Scenario,
    watch: Watch<readonly GeneratedDocument[]>,
  ) => Promise<readonly GeneratedDocument[] | undefined>;
}

/** The linter's last findings with the texts that they are about: an offset means something in that text only. */
export interface FindingsState {
  readonly findings: Readonly<Record<string, readonly Finding[]>>;
  readonly texts: ReadonlyMap<string, string>;
  /** How the import stood with these texts. */
  readonly summary: Run["summary"] | null;
}

/** The repairs of what is wrong, for exactly the verified subject. Empty until they are found. */
export interface RepairsState {
  readonly problems: readonly ProblemRepairs[];
  readonly verified: Subject | null;
}

/** What is known of the work, published for the screens. Lost on reload: it is no part of the work. */
export interface Checking<Checker> {
  readonly verdicts: StoreApi<VerdictState<Verdict, AccountVerdict>>;
  readonly findings: StoreApi<FindingsState>;
  readonly repairs: StoreApi<RepairsState>;
  /** The checker, for further questions. Rejects if its code cannot be loaded. */
  readonly checker: () => Promise<Checker>;
}

export const nothingFound: FindingsState = { findings: {}, texts: new Map(), summary: null };

export const noRepairs: RepairsState = { problems: [], verified: null };
