import { namesKms } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { addItem } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

const ebs = ["kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

/** EBS asks for DescribeKey too. */
export const describeKeyMissing: Rule = {
  id: "describe-key-missing",
  severity: "warning",
  kinds: identityAndKey,
  docs: {
    what: "The document allows Decrypt together with CreateGrant or ReEncrypt, but nowhere DescribeKey.",
    why: "EBS lists DescribeKey among what it needs, and the platform calls it to tell what key it is.",
    failing: policy(allow(ebs)),
    passing: policy(allow([...ebs, "kms:DescribeKey"])),
    source: "EC2 User Guide, Amazon EBS encryption (permissions)",
  },
  *check({ text, allows, allowsBeside }) {
    const names = (among: typeof allows, ...actions: string[]) =>
      among.some((statement) => namesKms(statement, actions));
    if (!names(allows, "CreateGrant", "ReEncryptFrom", "ReEncryptTo")) return;
    if (names([...allows, ...allowsBeside], "DescribeKey")) return;
    const giver = allows.find((statement) => namesKms(statement, ["Decrypt"]));
    const entry = giver?.actions.find(({ kms }) => kms.includes("Decrypt"));
    const list = giver?.members.get("Action")?.value;
    if (entry && list)
      yield {
        at: entry,
        message: "EBS and the platform also call DescribeKey, which is nowhere allowed here",
        fix: giver.hasCondition ? undefined : addItem(text, list, "kms:DescribeKey"),
      };
  },
};
