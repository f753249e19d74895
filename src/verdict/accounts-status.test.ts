import { expect, it } from "vitest";
import { summariseParts } from "#acquisition";
import { type CheckedAccounts, statusOfAccounts } from "./accounts-status.ts";
import type { AccountVerdict, Status, StatusKind } from "./types.ts";

const empty = summariseParts([]);
const account = (change: Partial<AccountVerdict["summary"]> = {}): AccountVerdict => ({
  partId: "t1",
  summary: { ...empty, works: "works", steps: 8, stepsWorking: 8, ...change },
  found: [],
});
const opened = (kind: StatusKind): Status => ({
  kind,
  example: false,
  title: "The open account",
  detail: "Its detail.",
  sentence: "",
});
const checked = (
  parts: readonly AccountVerdict[],
  status: CheckedAccounts["status"] = "done",
  of = parts.length,
): CheckedAccounts => ({ status, done: parts.length, of, parts });

const stops = account({ works: "stops", stepsWorking: 3 });
const withheld = account({ works: "stops-by-answer" });
const unknown = account({ works: "unknown", why: "an answer is missing" });
const open = account({ knowinglyOpen: 2 });
const withError: AccountVerdict = {
  ...account(),
  found: [{ documentId: "t1/key", rule: "any", severity: "error", count: 2 }],
};

it.each<[string, StatusKind, CheckedAccounts, string, string]>([
  [
    "one account stops, and the open one is proved",
    "proved",
    checked([account(), stops]),
    "stops",
    "Stops in 1 of 2 accounts",
  ],
  [
    "one account stops while others are not checked",
    "proved",
    checked([stops], "running", 1_000),
    "stops",
    "Stops in 1 of 1,000 accounts",
  ],
  [
    "an answer stops one account",
    "proved",
    checked([withheld, unknown]),
    "stops",
    "Stops in 1 of 2 accounts: you withhold CreateGrant",
  ],
  [
    "one account is not decided",
    "proved",
    checked([unknown, open]),
    "undecided",
    "Not decided in 1 of 2 accounts",
  ],
  [
    "the check goes on",
    "proved",
    checked([account(), open], "running", 9),
    "checking",
    "Checking every account",
  ],
  [
    "the check was stopped",
    "proved",
    checked([account()], "stopped", 9),
    "undecided",
    "Not decided: 8 of 9 accounts are not checked",
  ],
  [
    "abuses are open in another account",
    "proved",
    checked([account(), open]),
    "open",
    "Works, but 2 abuses are open",
  ],
  [
    "a document of another account has errors",
    "proved",
    checked([account(), withError]),
    "open",
    "Works, but 1 document has errors",
  ],
  [
    "only the open account has a problem that its summary does not count",
    "open",
    checked([account()]),
    "open",
    "The open account",
  ],
  [
    "the open account stops before it is its turn",
    "stops",
    checked([account()], "running", 9),
    "stops",
    "The open account",
  ],
  [
    "the open account stops, and the check was stopped before it",
    "stops",
    checked([account(), unknown], "stopped", 9),
    "stops",
    "The open account",
  ],
  [
    "an answer is missing",
    "incomplete",
    checked([account()], "running", 9),
    "incomplete",
    "The open account",
  ],
  [
    "all accounts work, and claims are proved for the open one",
    "proved",
    checked([account(), account()]),
    "works",
    "Works in all 2 accounts",
  ],
])("the status of many accounts: %s", (_, kind, accounts, expected, title) => {
  expect(statusOfAccounts(opened(kind), accounts).status).toMatchObject({ kind: expected, title });
});

it("the steps of all accounts are added up", () => {
  const { summary, status } = statusOfAccounts(opened("proved"), checked([account(), stops]));
  expect(summary).toMatchObject({ steps: 16, stepsWorking: 11 });
  expect(status.detail).toContain("11 of 16 steps pass");
});
