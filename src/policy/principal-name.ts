import { parseArn } from "./arn.ts";

/** The name of the principal in an ARN, and its account. */
export function principalName(arn: string): { readonly name: string; readonly account: string } {
  const parts = parseArn(arn);
  if (!parts) return { name: arn, account: "" };
  const session = /^assumed-role\/(.+)$/.exec(parts.resource)?.[1];
  return { name: session ?? parts.resource.replace(/^.*\//, ""), account: parts.account };
}
