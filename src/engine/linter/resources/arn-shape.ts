import { type ArnParts, accountId, formatArn, hasWildcard } from "#policy";
import { allow, policy } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import { patternsOverlap } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { knownPartitions } from "./partitions.ts";

/** An ARN whose parts are none. */
export const arnShape: Rule = {
  id: "arn-shape",
  severity: "error",
  kinds: identityOnly,
  docs: {
    what: "An ARN has a partition that does not exist, a service in capitals, an account that is not 12 digits, or a KMS resource that is neither `key/…` nor `alias/…`.",
    why: "IAM refuses the document, or no resource is ever met.",
    failing: policy(
      allow("kms:DescribeKey", { Resource: "arn:aws:kms:us-east-1:1111-1111-1111:key/*" }),
    ),
    passing: policy(
      allow("kms:DescribeKey", { Resource: "arn:aws:kms:us-east-1:111111111111:key/*" }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid partition, Invalid ARN account, Invalid ARN service case, Invalid ARN resource)",
  },
  *check({ statements }) {
    for (const { resources, notResources } of statements)
      for (const { text, arn, ...at } of [...resources, ...notResources]) {
        const fault = arn && faultOf(arn);
        if (!arn || !fault) continue;
        const meant = formatArn({
          ...arn,
          service: arn.service.toLowerCase(),
          account: arn.account.replaceAll("-", ""),
        });
        const canRepair =
          meant !== text &&
          !text.includes("${") &&
          !faultOf({
            ...arn,
            service: arn.service.toLowerCase(),
            account: arn.account.replaceAll("-", ""),
          });
        yield {
          at,
          message: `no resource is ever \`${text}\`: ${fault}`,
          fix: canRepair ? replaceString(at, meant) : undefined,
        };
      }
  },
};

function faultOf({ partition, service, account, resource }: ArnParts): string | undefined {
  if (!knownPartitions.some((known) => patternsOverlap(partition, known)))
    return `there is no partition \`${partition}\``;
  if (service !== service.toLowerCase())
    return `the service is written \`${service.toLowerCase()}\``;
  if (service !== "kms" && service !== "iam") return undefined;
  const isOfAws = service === "iam" && account === "aws";
  if (!accountId(account) && !hasWildcard(account) && !isOfAws)
    return account === "" ? "the account is missing" : `\`${account}\` is no account of 12 digits`;
  if (service === "kms" && !isKmsResource(resource))
    return "KMS has keys (`key/…`) and aliases (`alias/…`)";
  return undefined;
}

function isKmsResource(resource: string): boolean {
  if (resource === "key/" || resource === "alias/") return false;
  return patternsOverlap(resource, "key/*") || patternsOverlap(resource, "alias/*");
}
