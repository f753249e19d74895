import { arnsOf } from "../document/arns.ts";
import { keyArn, policy } from "../examples.ts";
import { knownPartitions } from "../resources/partitions.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A document never crosses a partition. */
export const mixedPartitions: Rule = {
  id: "mixed-partitions",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "The document holds ARNs of two partitions.",
    why: "Accounts of one partition do not exist in another: AWS refuses such a principal, and such a resource is never met.",
    failing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: [keyArn, "arn:aws-cn:kms:cn-north-1:111111111111:key/*"],
    }),
    passing: policy({ Effect: "Allow", Action: "kms:DescribeKey", Resource: [keyArn] }),
    source: "IAM User Guide, Amazon Resource Names (ARNs); Access Analyzer (Invalid partition)",
  },
  *check(document) {
    let first: string | undefined;
    for (const { arn, ...at } of arnsOf(document)) {
      const { partition } = arn;
      if (!knownPartitions.includes(partition)) continue;
      first ??= partition;
      if (partition !== first)
        yield {
          at,
          message: `this is of the partition \`${partition}\`, the document's first ARN of \`${first}\`: no policy reaches both`,
        };
    }
  },
};
