import { limits, sizeWithoutWhiteSpace } from "#policy";
import { placeOfStatements } from "../document/view.ts";
import { policy, trust } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { trustOnly } from "../rule-kinds.ts";
import { counted } from "./sizes.ts";

const roles = (length: number) =>
  Array.from({ length }, (_, index) => `arn:aws:iam::111111111111:role/Analyst${1000 + index}`);

/** Too long for a trust policy. */
export const exceedsTrustSize: Rule = {
  id: "exceeds-trust-size",
  severity: "warning",
  kinds: trustOnly,
  docs: {
    what: "The trust policy has more than 2,048 characters without white space, or more than the 4,096 that the quota can be raised to.",
    why: "IAM refuses it: name fewer principals, or ask for the higher quota.",
    failing: policy(trust({ Principal: { AWS: roles(50) } })),
    passing: policy(trust({ Principal: { AWS: roles(5) } })),
    source: "IAM User Guide, IAM and AWS STS quotas",
  },
  *check(document) {
    const size = sizeWithoutWhiteSpace(document.text);
    if (size <= limits.trustPolicy) return;
    const isHopeless = size > limits.trustPolicyOnRequest;
    const most = isHopeless ? limits.trustPolicyOnRequest : limits.trustPolicy;
    yield {
      at: placeOfStatements(document),
      severity: isHopeless ? "error" : "warning",
      message: `IAM refuses this trust policy${isHopeless ? "" : " unless the quota was raised"}: ${counted(size)} characters without white space, at most ${counted(most)}`,
    };
  },
};
