import { type ArnParts, formatArn } from "#policy";
import { arnsOf } from "../document/arns.ts";
import type { LintedDocument } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceInList, replaceString } from "../fixes.ts";
import { isExact } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";
import { isAnyRegion } from "./partitions.ts";

/** A region that is none. */
export const regionName: Rule = {
  id: "region-name",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "An ARN or a condition on a region names something that is no region: a zone, a place, a cut-off name. A KMS or EC2 ARN lacks its region, or an IAM ARN has one.",
    why: "No request and no resource is ever in that region, so the statement never matches.",
    failing: policy(
      allow("kms:DescribeKey", { Resource: "arn:aws:kms:us-east-1a:111111111111:key/*" }),
    ),
    passing: policy(
      allow("kms:DescribeKey", { Resource: "arn:aws:kms:us-east-?:111111111111:key/*" }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid Region, Missing ARN Region, ARN Region not allowed); AWS Regions and Availability Zones",
  },
  *check(document) {
    for (const { text, arn, ...at } of arnsOf(document)) {
      const fault = faultOf(arn);
      if (!fault) continue;
      const region = arn.service === "iam" ? "" : regionOfZone(arn.region);
      yield {
        at,
        message: fault,
        fix:
          region !== undefined && !text.includes("${")
            ? replaceString(at, formatArn({ ...arn, region }))
            : undefined,
      };
    }
    yield* inConditions(document);
  },
};

function faultOf({ service, region }: ArnParts): string | undefined {
  if (service === "iam" || service === "sts")
    return service === "iam" && region !== ""
      ? `IAM is not regional: its ARNs have no region, so \`${region}\` never fits`
      : undefined;
  if (region === "")
    return service === "kms" || service === "ec2"
      ? `the region is missing: every ARN of ${service} has one`
      : undefined;
  return isExact(region) && !isAnyRegion(region) ? noRegion(region) : undefined;
}

const noRegion = (region: string) => `AWS has no region \`${region}\``;

/** The region that a zone (`us-east-1a`) lies in. */
function regionOfZone(text: string): string | undefined {
  const region = text.slice(0, -1);
  return /[a-z]$/.test(text) && isAnyRegion(region) ? region : undefined;
}

const regionKeys = ["aws:requestedregion", "kms:replicaregion", "kms:primaryregion"];

function* inConditions({ tree, statements }: LintedDocument): Generator<Problem> {
  for (const { key, operator, values } of statements.flatMap(({ tests }) => tests)) {
    if (!regionKeys.includes(key) || operator.family !== "String") continue;
    for (const value of values) {
      const { text } = value;
      const comparable = operator.name.includes("IgnoreCase") ? text.toLowerCase() : text;
      if (!isExact(text) || isAnyRegion(comparable)) continue;
      const region = regionOfZone(text);
      yield {
        at: value,
        message: noRegion(text),
        fix: region ? replaceInList(tree, value, region) : undefined,
      };
    }
  }
}
