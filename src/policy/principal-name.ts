import { parseArn } from "./arn.ts";

/** Who an ARN is, as people say it, and whose. */
export function principalName(arn: string): { readonly name: string; readonly account: string } {
  const parts = parseArn(arn);
  if (!parts) return { name: arn, account: "" };
  const session = /^assumed-role\/(.+)$/.exec(parts.resource)?.[1];
  return { name: session ?? parts.resource.replace(/^.*\//, ""), account: parts.account };
}
