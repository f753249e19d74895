import { globMatches } from "#policy";
import { isLimitedBy, isOneOf, type LintedDocument, type StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { patternsOverlap, variablesAsWildcards } from "../patterns.ts";
import { canBeAlias, isAnyKey, isEveryResource } from "../resources/resource-patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";
import { aliasCalls } from "./calls.ts";
import { aliasKeys, keyProperties } from "./key-properties.ts";

const byAlias = allow("kms:ScheduleKeyDeletion", {
  Resource: "arn:aws:kms:*:111111111111:key/*",
  Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/CadoResponse*" } },
});
const onAliases = allow("kms:CreateAlias", {
  Resource: "arn:aws:kms:*:111111111111:alias/CadoResponse*",
});
const onAnyKey = { Resource: "arn:aws:kms:*:111111111111:key/*" };

/** The role can give any key the mark by which it gets its rights. */
export const selfAuthorisation: Rule = {
  id: "self-authorisation",
  severity: "security",
  kinds: identityOnly,
  docs: {
    what: "What the role may do with a key hangs on the key's alias or tag, and the role may put that alias or tag on any key.",
    why: "In two calls the role has these rights on every key of the account: it marks the key, then uses or deletes it. Give the rights on the new key in that key's own policy, or limit which keys may be renamed or tagged.",
    failing: policy(byAlias, onAliases, allow("kms:CreateAlias", onAnyKey)),
    passing: policy(
      byAlias,
      onAliases,
      allow("kms:CreateAlias", {
        ...onAnyKey,
        Condition: { Null: { "kms:ResourceAliases": "true" } },
      }),
    ),
    source:
      "KMS Developer Guide, Using aliases to control access to KMS keys; Using tags to control access to KMS keys",
  },
  *check(document) {
    yield* throughAlias(document);
    yield* throughTag(document);
  },
};

/** The statements whose rights on keys hang on a mark of the key. */
const hanging = ({ allows }: LintedDocument, keys: readonly string[]) =>
  allows.filter(
    (statement) =>
      isLimitedBy(statement, keys) &&
      statement.actions.some(({ kms }) => kms.some((name) => !aliasCalls.includes(name))),
  );

function* throughAlias(document: LintedDocument): Generator<Problem> {
  const aliases = hanging(document, aliasKeys).flatMap(({ tests }) =>
    tests
      .filter(({ key, operator }) => aliasKeys.includes(key) && operator.family !== "Null")
      .flatMap(({ values }) => values.map(({ text }) => variablesAsWildcards(text))),
  );
  if (aliases.length === 0) return;
  for (const call of ["CreateAlias", "UpdateAlias"]) {
    const givers = document.allows.filter(({ actions }) =>
      actions.some(({ kms }) => kms.includes(call)),
    );
    if (!givers.some((statement) => reachesAlias(statement, aliases))) continue;
    const giver = givers.find(
      ({ resources, tests }) =>
        resources.some(isAnyKey) && !tests.some(({ key }) => isOneOf(key, keyProperties)),
    );
    const entry = giver?.actions.find(({ kms }) => kms.includes(call));
    if (entry)
      yield {
        at: entry,
        message:
          "the role may put the alias on any key by which this document gives it rights on a key",
      };
  }
}

const reachesAlias = ({ resources }: StatementView, aliases: readonly string[]) =>
  resources.some(
    (resource) =>
      canBeAlias(resource) &&
      (isEveryResource(resource) ||
        aliases.some((alias) => patternsOverlap(resource.arn?.resource ?? "", alias))),
  );

const tagPrefix = "aws:resourcetag/";

function* throughTag(document: LintedDocument): Generator<Problem> {
  const names = hanging(document, [tagPrefix]).flatMap(({ tests }) =>
    tests
      .filter(({ key, isDemanding }) => isDemanding && key.startsWith(tagPrefix))
      .map(({ key }) => key.slice(tagPrefix.length)),
  );
  const open = names.find((name) => document.allows.some((statement) => tags(statement, name)));
  if (open === undefined) return;
  const entry = document.allows
    .find((statement) => tags(statement, open))
    ?.actions.find(({ isEverything, kms }) => !isEverything && kms.includes("TagResource"));
  if (entry)
    yield {
      at: entry,
      message: `the role may put the tag \`${open}\` on any key by which this document gives it rights on a key`,
    };
}

/** Whether a statement lets one put the tag on any key. */
function tags(statement: StatementView, name: string): boolean {
  const { actions, resources, tests } = statement;
  if (!actions.some(({ isEverything, kms }) => !isEverything && kms.includes("TagResource")))
    return false;
  if (!resources.some(isAnyKey) || isLimitedBy(statement, [tagPrefix])) return false;
  return !tests.some(
    ({ key, operator, values }) =>
      key === "aws:tagkeys" &&
      operator.set === "ForAllValues" &&
      !operator.isNegated &&
      !values.some(({ text }) => globMatches(text.toLowerCase(), name)),
  );
}
