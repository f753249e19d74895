import { isLimitedBy, namesKms } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { separateStatement, withoutTest } from "../separate-statement.ts";

const viaEc2 = {
  Condition: { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } },
};

/** DescribeKey is called directly, not through EC2. */
export const directCallBehindViaService: Rule = {
  id: "direct-call-behind-via-service",
  severity: "warning",
  kinds: identityAndKey,
  docs: {
    what: "`kms:DescribeKey` is allowed only under a condition on `kms:ViaService`.",
    why: "The platform looks the key up directly: without a service in between the condition fails, and the key is not found.",
    failing: policy(allow(["kms:Decrypt", "kms:DescribeKey"], viaEc2)),
    passing: policy(allow("kms:Decrypt", viaEc2), allow("kms:DescribeKey")),
    source: "KMS Developer Guide, kms:ViaService",
  },
  *check(document) {
    const key = ["kms:viaservice"];
    const isGivenDirectly = [...document.allows, ...document.allowsBeside].some(
      (statement) => namesKms(statement, ["DescribeKey"]) && !isLimitedBy(statement, key),
    );
    if (isGivenDirectly) return;
    for (const statement of document.allows) {
      if (!isLimitedBy(statement, key)) continue;
      for (const entry of statement.actions)
        if (entry.pattern === "kms:describekey")
          yield {
            at: entry,
            message:
              "the platform calls DescribeKey directly: under `kms:ViaService` it is refused",
            fix: separateStatement(document, statement, entry, (copy) => {
              for (const test of statement.tests)
                if (key.includes(test.key)) withoutTest(copy, test);
            }),
          };
    }
  },
};
