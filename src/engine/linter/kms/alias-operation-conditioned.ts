import { isLimitedBy } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { canBeAlias } from "../resources/resource-patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { aliasCalls } from "./calls.ts";
import { keyProperties } from "./key-properties.ts";

const onKeys = {
  Resource: "arn:aws:kms:*:111111111111:key/*",
  Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/CadoResponse*" } },
};

/** An alias has none of a key's properties. */
export const aliasOperationConditioned: Rule = {
  id: "alias-operation-conditioned",
  severity: "warning",
  kinds: identityOnly,
  docs: {
    what: "An alias call is allowed on alias resources only under conditions on what a key is: its aliases, its type, its tags.",
    why: "KMS checks the call on the alias and on the key, and an alias has none of these. The alias half is never given, so the call fails.",
    failing: policy(allow("kms:DeleteAlias", { ...onKeys, Resource: "*" })),
    passing: policy(
      allow("kms:DeleteAlias", onKeys),
      allow("kms:DeleteAlias", { Resource: "arn:aws:kms:*:111111111111:alias/CadoResponse*" }),
    ),
    source: "KMS Developer Guide, Controlling access to aliases (limiting alias permissions)",
  },
  *check({ allows }) {
    for (const call of aliasCalls) {
      const onAlias = allows.filter(
        ({ actions, resources }) =>
          actions.some(({ isEverything, kms }) => !isEverything && kms.includes(call)) &&
          resources.some(canBeAlias),
      );
      if (!onAlias.every((statement) => isLimitedBy(statement, keyProperties))) continue;
      const entry = onAlias[0]?.actions.find(({ kms }) => kms.includes(call));
      if (entry)
        yield {
          at: entry,
          message: `\`kms:${call}\` is never allowed on an alias: the condition asks for what only a key has`,
        };
    }
  },
};
