import type { ActionEntry } from "../document/entries.ts";
import type { StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { aliasCalls } from "../kms/calls.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { canBeAlias, canBeKey } from "./resource-patterns.ts";

/** Alias calls are checked on the alias and on the key. */
export const aliasActionHalf: Rule = {
  id: "alias-action-half",
  severity: "warning",
  kinds: identityOnly,
  docs: {
    what: "An alias call is allowed on aliases only, or on keys only, in the whole document.",
    why: "KMS checks it on both, so it fails, unless the key's own policy gives the key half.",
    failing: policy(
      allow("kms:CreateAlias", { Resource: "arn:aws:kms:*:111111111111:alias/CadoResponse*" }),
    ),
    passing: policy(
      allow("kms:CreateAlias", { Resource: "arn:aws:kms:*:111111111111:alias/CadoResponse*" }),
      allow("kms:CreateAlias", { Resource: "arn:aws:kms:*:111111111111:key/*" }),
    ),
    source: "KMS Developer Guide, Controlling access to aliases; Service Authorization Reference",
  },
  *check({ allows, allowsBeside }) {
    for (const call of aliasCalls) {
      const [first] = allows.flatMap((statement) => entriesFor(statement, call));
      if (!first) continue;
      const places = [...allows, ...allowsBeside].flatMap((other) => entriesFor(other, call));
      const onAlias = places.some(({ statement }) => can(statement, canBeAlias));
      const onKey = places.some(({ statement }) => can(statement, canBeKey));
      if (onAlias === onKey) continue;
      yield {
        at: first.entry,
        message: `\`kms:${call}\` is checked on the alias and on the key, and this document allows it on ${onAlias ? "the alias" : "keys"} only`,
      };
    }
  },
};

function entriesFor(
  statement: StatementView,
  call: string,
): readonly { statement: StatementView; entry: ActionEntry }[] {
  return statement.actions
    .filter(({ isEverything, kms }) => !isEverything && kms.includes(call))
    .map((entry) => ({ statement, entry }));
}

/** NotResource reaches both kinds as far as one can say. */
const can = (
  { resources, notResources }: StatementView,
  fits: (resource: StatementView["resources"][number]) => boolean,
) => notResources.length > 0 || resources.some(fits);
