import { type Summary, summariseParts } from "#acquisition";
import { withCommas } from "#policy";
import type { AccountVerdict, Status, StatusKind } from "./types.ts";

/** The check of all accounts of a large work, as far as it is. */
export interface CheckedAccounts {
  readonly status: "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly of: number;
  readonly parts: readonly AccountVerdict[];
}

/** What the accounts come to together, with the sum of their steps. */
export interface AccountsStatus {
  readonly status: Pick<Status, "title" | "detail"> & { readonly kind: StatusKind | "checking" };
  readonly summary: Pick<Summary, "steps" | "stepsWorking">;
}

/**
 * The status of a large work. Its verdict in full is about the account of the open document, `opened`; the other accounts
 * count by their summaries. The worst counts, and an account that is not checked is never counted as one that works.
 */
export function statusOfAccounts(opened: Status, accounts: CheckedAccounts): AccountsStatus {
  const summary = summariseParts(accounts.parts.map((part) => part.summary));
  return { status: worst(opened, accounts, summary), summary };
}

function worst(
  opened: Status,
  { status, done, of, parts }: CheckedAccounts,
  total: Summary,
): AccountsStatus["status"] {
  if (opened.kind === "incomplete") return opened;
  const detail = `${withCommas(total.stepsWorking)} of ${withCommas(total.steps)} steps pass.`;
  const among = (count: number) => `in ${withCommas(count)} of ${withCommas(of)} accounts`;
  const having = (works: Summary["works"]) =>
    parts.filter((part) => part.summary.works === works).length;
  const stops = having("stops");
  if (stops > 0) return { kind: "stops", title: `Stops ${among(stops)}`, detail };
  const withheld = having("stops-by-answer");
  if (withheld > 0)
    return {
      kind: "stops",
      title: `Stops ${among(withheld)}: you withhold CreateGrant`,
      detail,
    };
  // Its account may not be among those that are checked yet.
  if (opened.kind === "stops") return opened;
  const unknown = having("unknown");
  if (unknown > 0)
    return {
      kind: "undecided",
      title: `Not decided ${among(unknown)}`,
      detail: total.why === undefined ? detail : `For example: ${total.why}.`,
    };
  if (status === "running")
    return {
      kind: "checking",
      title: "Checking every account",
      detail: `${withCommas(done)} of ${withCommas(of)} accounts are checked.`,
    };
  if (status !== "done")
    return {
      kind: "undecided",
      title: `Not decided: ${withCommas(of - done)} of ${withCommas(of)} accounts are not checked`,
      detail: status === "failed" ? "The check of all accounts failed." : "The check was stopped.",
    };
  const problems = problemsOf(parts, total);
  if (problems.length > 0)
    return { kind: "open", title: `Works, but ${problems.join(", and ")}`, detail };
  if (opened.kind === "open" || opened.kind === "undecided") return opened;
  return {
    kind: "works",
    title: `Works in all ${withCommas(of)} accounts`,
    detail: `${detail} Claims are decided for the account of the open document only.`,
  };
}

function problemsOf(parts: readonly AccountVerdict[], total: Summary): readonly string[] {
  const abuses = total.open + total.knowinglyOpen;
  const users = parts.filter(({ usersStopped = [] }) => usersStopped.length > 0).length;
  const errors = new Set(
    parts.flatMap(({ found }) =>
      found.flatMap(({ severity, documentId }) => (severity === "error" ? [documentId] : [])),
    ),
  ).size;
  return [
    ...(users > 0
      ? [
          some(
            users,
            "account has a key with another user that stops",
            "accounts have keys with other users that stop",
          ),
        ]
      : []),
    ...(abuses > 0 ? [some(abuses, "abuse is open", "abuses are open")] : []),
    ...(total.blocked > 0 ? ["a required permission is blocked"] : []),
    ...(errors > 0 ? [some(errors, "document has errors", "documents have errors")] : []),
  ];
}

function some(count: number, one: string, many: string): string {
  return `${withCommas(count)} ${count === 1 ? one : many}`;
}
