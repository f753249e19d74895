import type { ConditionTest, StatementView } from "../document/view.ts";
import { isOneOf, namesKms } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { ebsCalls } from "./calls.ts";

const office = { "aws:SourceIp": "203.0.113.0/24" };

/** EC2's own calls come from elsewhere. */
export const networkConditionBlocksServices: Rule = {
  id: "network-condition-blocks-services",
  severity: "warning",
  kinds: identityAndKey,
  docs: {
    what: "A statement about calls that EBS makes asks where on the network the request comes from.",
    why: "When EC2 calls KMS for the user, the request comes from EC2's own network: attaching, copying and creating volumes fails.",
    failing: policy(allow("kms:Decrypt", { Condition: { IpAddress: office } })),
    passing: policy({
      ...allow("kms:Decrypt"),
      Effect: "Deny",
      Condition: { NotIpAddress: office, Bool: { "aws:ViaAWSService": "false" } },
    }),
    source: "KMS Developer Guide, AWS global condition keys",
  },
  *check({ statements }) {
    for (const statement of statements) {
      if (!namesKms(statement, ebsCalls)) continue;
      for (const test of statement.tests)
        if (networkKeys.includes(test.key) && blocks(statement, test))
          yield {
            at: test.keyAt,
            message: `when EC2 calls KMS for the user, \`${test.keyText}\` is not the user's: volumes fail to attach, copy or be created`,
          };
    }
  },
};

const networkKeys = ["aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce"];
const exemptions = ["aws:viaawsservice", "aws:principalisawsservice", "kms:viaservice"];

function blocks(
  { effect, tests }: StatementView,
  { operator, key, isDemanding }: ConditionTest,
): boolean {
  if (operator.family === undefined) return false;
  if (effect === "Allow") {
    if (operator.family === "Null" || (operator.ifExists && key !== "aws:sourceip"))
      return isDemanding;
    return !operator.isNegated;
  }
  if (effect !== "Deny" || !operator.isNegated) return false;
  return !tests.some(
    (other) => isOneOf(other.key, exemptions) || other.key.startsWith("aws:calledvia"),
  );
}
