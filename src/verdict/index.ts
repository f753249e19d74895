export type { AccountRun } from "./account-runs.ts";
export { type AccountsStatus, type CheckedAccounts, statusOfAccounts } from "./accounts-status.ts";
export { beyondListOf, beyondOf } from "./beyond.ts";
export {
  type Alternative,
  type Consequence,
  type ConsequenceAbuse,
  type ConsequenceStep,
  consequenceOf,
} from "./consequence.ts";
export {
  createSubjectReceiver,
  createSubjectSender,
  createVerdictReceiver,
  createVerdictSender,
  type SubjectDelta,
  type VerdictDelta,
} from "./delta.ts";
export { fixedDocument, lintChanged } from "./findings.ts";
export { createLinters, type Linters } from "./linters.ts";
export type { AnswerChange, DiffLine, ProblemRepairs, Repair } from "./repair/repair.ts";
export { createRepairer, type Repairer } from "./repair/repairer.ts";
export { withAnswer } from "./repair/trial.ts";
export { type RoleSentences, roleSentences } from "./role-sentences.ts";
export { runOf } from "./run.ts";
export { type StatementEffect, statementEffect } from "./statement-effect.ts";
export { type StatusInput, statusOf, withClaims } from "./status.ts";
export { type Removal, type RoleCalls, type StillWorks, stillWorksAfter } from "./still-works.ts";
export type {
  AccountVerdict,
  ClaimResult,
  FoundRule,
  Run,
  Status,
  StatusKind,
  StatusTime,
  Subject,
  Verdict,
} from "./types.ts";
export { userSentence } from "./user-sentences.ts";
export { createVerifier, type Verifier } from "./verifier.ts";
export { type VerifyProgress, verify, verifyAccount, verifyInSteps } from "./verify.ts";
export { withoutContext } from "./without-context.ts";
export { type WorkStatus, type WorkStatusInput, workStatusOf } from "./work-status.ts";
