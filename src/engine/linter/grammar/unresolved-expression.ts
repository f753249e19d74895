import { expressionIn } from "../document/expressions.ts";
import { allowRole, keyPolicy, ownAccount } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A part of a template that nothing was filled in for. */
export const unresolvedExpression: Rule = {
  id: "unresolved-expression",
  severity: "error",
  kinds: everyKind,
  replacesOthers: true,
  docs: {
    kind: "key",
    what: "A text has an expression of a template in it (`${var.role}`, `${AWS::AccountId}`, `{{ account }}`, `!Ref Role`) or a place that is left open (`<ACCOUNT_ID>`).",
    why: "AWS knows none of them: it refuses the document, or the text never fits. Fill in the value; policy variables of AWS, such as `${aws:PrincipalAccount}`, may stay.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { AWS: "arn:aws:iam::${AWS::AccountId}:role/CadoResponseRole" },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { AWS: `arn:aws:iam::${ownAccount}:role/CadoResponseRole` },
      }),
    ),
    source:
      "IAM User Guide, IAM policy elements: Variables and tags; CloudFormation User Guide, Fn::Sub and Pseudo parameters reference; Terraform, Strings and Templates",
  },
  *check({ statements }) {
    for (const statement of statements) {
      const { actions, notActions, resources, notResources, tests } = statement;
      const principals = [...statement.principals, ...statement.notPrincipals];
      const values = tests.flatMap((test) => test.values);
      const keys = tests.map(({ keyText, keyAt }) => ({ text: keyText, ...keyAt }));
      const entries = [...actions, ...notActions, ...principals, ...resources, ...notResources];
      for (const { text, start, end } of [...entries, ...keys, ...values]) {
        const expression = expressionIn(text);
        if (expression !== undefined)
          yield {
            at: { start, end },
            message: `\`${expression}\` was not filled in: AWS takes it as it is written`,
          };
      }
    }
  },
};
