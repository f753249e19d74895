import { parseArn } from "#policy";

/** What KMS makes of a resource: anything but a key's or an alias's ARN is `other`. */
export type ResourceKind = "key" | "alias" | "other";

/** What a resource's text says of it. */
export interface NamedResource {
  readonly partition: string;
  readonly account: string;
  readonly kind: ResourceKind;
}

/** Reads a resource: any text, an ARN or not. */
export function readResource(text: string): NamedResource {
  const arn = parseArn(text);
  const name = arn?.service === "kms" ? arn.resource : "";
  const kind = name.startsWith("key/") ? "key" : name.startsWith("alias/") ? "alias" : "other";
  return { partition: arn?.partition ?? "", account: arn?.account ?? "", kind };
}
