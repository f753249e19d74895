import { limits, sizeInBytes } from "#policy";
import { placeOfStatements } from "../document/view.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";
import { counted } from "./sizes.ts";

const accounts = (length: number) =>
  Array.from(
    { length },
    (_, index) => `arn:aws:iam::${String(300_000_000_000 + index)}:role/Analyst`,
  );

/** Too long for a key policy. */
export const exceedsKeyPolicySize: Rule = {
  id: "exceeds-key-policy-size",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "The key policy has more than 32,768 bytes, white space included.",
    why: "KMS refuses it, and the quota cannot be raised: use fewer statements, or grants.",
    failing: keyPolicy(allowRole("kms:DescribeKey", { Principal: { AWS: accounts(700) } })),
    passing: keyPolicy(allowRole("kms:DescribeKey", { Principal: { AWS: accounts(7) } })),
    source: "KMS Developer Guide, Resource quotas",
  },
  *check(document) {
    const size = sizeInBytes(document.text);
    if (size > limits.keyPolicyBytes)
      yield {
        at: placeOfStatements(document),
        message: `KMS refuses this: ${counted(size)} bytes, at most ${counted(limits.keyPolicyBytes)}`,
      };
  },
};
