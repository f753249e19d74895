import { accountId, formatArn } from "#policy";
import { kmsAction } from "#policy/kms";
import { arnsOf } from "../document/arns.ts";
import { isLimitedBy, namesKms, type ResourceEntry, type StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { useCalls } from "../kms/calls.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { isEveryResource } from "./resource-patterns.ts";

/** The use of every key that any account shares. */
export const anyKeyAnyAccount: Rule = {
  id: "any-key-any-account",
  severity: "security",
  kinds: identityOnly,
  docs: {
    what: "A call that uses keys is allowed on `*`, or on KMS ARNs of every account, and no condition says which keys.",
    why: "It reaches each key of the account, and each key of any other account if its key policy allows this one.",
    failing: policy(allow("kms:Decrypt", { Resource: "*" })),
    passing: policy(allow("kms:Decrypt", { Resource: "arn:aws:kms:*:111111111111:key/*" })),
    source: "KMS Developer Guide, Best practices for IAM policies",
  },
  *check(document) {
    const [first] = arnsOf(document);
    const partition = first?.arn.partition ?? "aws";
    for (const statement of document.allows) {
      if (!namesKms(statement, useCalls, ({ isEverything }) => !isEverything)) continue;
      if (isLimitedBy(statement, limitingKeys)) continue;
      for (const entry of statement.resources) {
        if (!isAnyAccount(entry)) continue;
        const own = formatArn({
          partition: entry.arn?.partition ?? partition,
          service: "kms",
          region: entry.arn?.region ?? "*",
          account: document.account,
          resource: entry.arn?.resource ?? "key/*",
        });
        const canNarrow = accountId(document.account) && onlyOnKeys(statement);
        yield {
          at: entry,
          message:
            "this reaches every key of this account, and every key that another account shares with it",
          fix: canNarrow ? replaceInList(document.tree, entry, own) : undefined,
        };
      }
    }
  },
};

const limitingKeys = [
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:resourcetag/",
  "kms:resourcealiases",
  "kms:requestalias",
  "kms:viaservice",
  "kms:encryptioncontext:",
];

const isAnyAccount = (entry: ResourceEntry) =>
  isEveryResource(entry) || (entry.arn?.service === "kms" && entry.arn.account === "*");

/** Every entry still means something when the resource is a key. */
const onlyOnKeys = ({ actions }: StatementView) =>
  actions.every(
    ({ service, kms }) =>
      service === "kms" && kms.some((name) => kmsAction(name)?.resourceTypes.includes("key")),
  );
