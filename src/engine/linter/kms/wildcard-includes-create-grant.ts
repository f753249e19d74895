import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { makesAnyGrant } from "./create-grant-limits.ts";

/** A wildcard that lets grants in unseen. */
export const wildcardIncludesCreateGrant: Rule = {
  id: "wildcard-includes-create-grant",
  severity: "warning",
  kinds: identityAndKey,
  docs: {
    what: "A wildcard such as `kms:Create*` covers `kms:CreateGrant`, and no condition limits the grants.",
    why: "A grant gives what its maker may not have: name the calls that are meant.",
    failing: policy(allow("kms:Cr*")),
    passing: policy(allow("kms:Describe*")),
    source: "KMS Developer Guide, Default key policy (key administrators); Grants in AWS KMS",
  },
  *check(document) {
    for (const statement of document.allows) {
      if (!makesAnyGrant(document, statement)) continue;
      for (const {
        pattern,
        text,
        isEverything,
        isExplicit,
        kms,
        start,
        end,
      } of statement.actions) {
        if (isEverything || isExplicit || pattern.startsWith("kms:creategrant")) continue;
        if (kms.includes("CreateGrant"))
          yield {
            at: { start, end },
            message: `\`${text}\` covers \`kms:CreateGrant\`: a grant can give anyone the use of the key`,
          };
      }
    }
  },
};
