import { notAsWritten } from "../cloudformation/as-written.ts";

/**
 * What would not come through the CDK as it is written: all that CloudFormation would evaluate, what the CDK takes for
 * its own placeholders, and a member that JavaScript takes for a prototype. Source: CDK Developer Guide, "Tokens".
 */
export function notInCdk(value: unknown): string | undefined {
  return notAsWritten(value) ?? placeholderIn(value);
}

function placeholderIn(value: unknown): string | undefined {
  if (typeof value === "string" && isPlaceholder(value))
    return "text that the CDK would take for a placeholder of its own";
  if (typeof value === "number" && isPlaceholder(String(value)))
    return "a number that the CDK would take for a placeholder of its own";
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (name === "__proto__") return "a member `__proto__`";
    const reason = placeholderIn(name) ?? placeholderIn(member);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Text, list and number tokens, as `aws-cdk-lib/core` encodes them. */
function isPlaceholder(text: string): boolean {
  return /[$#]\{Token\[|-1\.\d+e\+289/.test(text);
}
