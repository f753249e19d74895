import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { isAddressBlock, isPrivateBlock } from "../types/addresses.ts";

/** Requests never reach AWS from a private address. */
export const privateSourceIp: Rule = {
  id: "private-source-ip",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "Every value of `aws:SourceIp` is a private range.",
    why: "AWS sees public addresses under that key: IpAddress never matches, NotIpAddress always does. Inside a VPC with an endpoint use `aws:VpcSourceIp`.",
    failing: policy(
      allow("kms:DescribeKey", { Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } } }),
    ),
    passing: policy(
      allow("kms:DescribeKey", {
        Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Private IP address, Private NotIpAddress)",
  },
  *check({ statements }) {
    for (const { key, operator, values, valueNode } of statements.flatMap(({ tests }) => tests)) {
      if (key !== "aws:sourceip" || operator.family !== "IpAddress" || values.length === 0)
        continue;
      if (!values.every(({ text }) => isAddressBlock(text) && isPrivateBlock(text))) continue;
      yield {
        at: placeOf(valueNode),
        message: `\`${operator.name}\` ${operator.isNegated ? "always" : "never"} matches: AWS sees no request from a private address`,
      };
    }
  },
};
