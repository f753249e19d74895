import { formatArn } from "#policy";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { isExact } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

const key = "key/mrk-1234abcd12ab34cd56ef1234567890ab";

/** A multi-Region key in one region only. */
export const multiRegionKeyPinned: Rule = {
  id: "multi-region-key-pinned",
  severity: "suggestion",
  kinds: identityOnly,
  docs: {
    what: "The ARN of a multi-Region key names one region.",
    why: "Its replicas in other regions have the same key id, but another region in the ARN: they are not meant.",
    failing: policy(
      allow("kms:Decrypt", { Resource: `arn:aws:kms:us-east-1:111111111111:${key}` }),
    ),
    passing: policy(allow("kms:Decrypt", { Resource: `arn:aws:kms:*:111111111111:${key}` })),
    source: "KMS Developer Guide, Controlling access to multi-Region keys",
  },
  *check({ tree, allows }) {
    for (const { resources } of allows)
      for (const { arn, text, start, end } of resources) {
        if (arn?.service !== "kms" || !arn.resource.startsWith("key/mrk-")) continue;
        if (arn.region === "" || !isExact(arn.region)) continue;
        yield {
          at: { start, end },
          message: `only the key in ${arn.region} is meant: its replicas have another region in their ARN`,
          fix: text.includes("${")
            ? undefined
            : replaceInList(tree, { start, end }, formatArn({ ...arn, region: "*" })),
        };
      }
  },
};
