import type { Decision } from "#engine";

/**
 * Why no decision is made on an action, in the second half of a sentence. Returns `undefined` for the actions that the
 * documents are about: KMS, STS, and the one IAM call that multi-Region keys need (facts §2). For the other services a
 * statement that allows or denies decides; silence says nothing.
 */
export function outsideSubject(action: string, { outcome, reason }: Decision): string | undefined {
  if (reason.kind === "malformed-request") return undefined;
  const [service = ""] = action.toLowerCase().split(":");
  if (service === "ec2" || service === "ebs")
    return `EC2 and EBS permissions stand in the vendor’s template, not in these documents. Look for ${action} there.`;
  const isSubject =
    service === "kms" || service === "sts" || /^iam:CreateServiceLinkedRole$/i.test(action);
  if (isSubject || outcome !== "implicitly-denied") return undefined;
  return `these documents are about KMS and STS, so their silence says nothing about ${action}.`;
}
