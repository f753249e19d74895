import { accountId } from "#policy";
import { arnsOf } from "../document/arns.ts";
import { policy } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { isEveryResource } from "./resource-patterns.ts";

/** A resource is named by its ARN. */
export const resourceNotArn: Rule = {
  id: "resource-not-arn",
  severity: "error",
  kinds: identityOnly,
  docs: {
    what: "A resource is neither `*` nor an ARN with its six parts: a bare key id, an alias name, a shortened ARN.",
    why: "IAM refuses the document.",
    failing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: "1234abcd-12ab-34cd-56ef-1234567890ab",
    }),
    passing: policy({
      Effect: "Allow",
      Action: "kms:DescribeKey",
      Resource: "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    }),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid ARN prefix, Missing ARN field); KMS Developer Guide, Specifying KMS keys in IAM policy statements",
  },
  *check(document) {
    const [first] = arnsOf(document);
    const partition = first?.arn.partition ?? "aws";
    for (const { resources, notResources } of document.statements)
      for (const entry of [...resources, ...notResources]) {
        if (entry.arn || isEveryResource(entry) || entry.text.startsWith("${")) continue;
        const isKey = isKeyId(entry.text) && accountId(document.account);
        yield {
          at: entry,
          message: `IAM refuses the resource \`${entry.text}\`: it takes \`*\` or an ARN with six parts`,
          fix: isKey
            ? replaceString(entry, `arn:${partition}:kms:*:${document.account}:key/${entry.text}`)
            : undefined,
        };
      }
  },
};

function isKeyId(text: string): boolean {
  return /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text);
}
