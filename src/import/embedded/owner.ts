import { accountId, parseArn } from "#policy";
import { isRegion } from "#policy/kms";
import type { ImportedKey, ImportedRole } from "../imported.ts";
import { importedRole } from "../policy-collector.ts";
import { listIn, type Members, memberIn, objectIn, optional, textIn } from "../value.ts";
import type { EmbeddedPolicy } from "./find-policies.ts";

/** What the objects around a policy say about where it belongs. */
export interface Owner {
  readonly key?: ImportedKey;
  readonly roles?: readonly ImportedRole[];
  readonly policyName?: string;
  readonly managedPolicyArn?: string;
  readonly account?: string;
  readonly region?: string;
}

/**
 * Objects beside a policy that describe the same key, role or policy.
 * Sources: CloudTrail User Guide, "Record contents"; AWS Config, "Configuration item"; ACK, "status.ackResourceMetadata";
 * Crossplane, "external-name" and `status.atProvider`; Pulumi, state format.
 */
const beside: readonly (readonly string[])[] = [
  [],
  ["responseElements", "keyMetadata"],
  ["responseElements", "role"],
  ["keyMetadata"],
  ["KeyMetadata"],
  ["requestParameters"],
  ["metadata", "annotations"],
  ["status", "ackResourceMetadata"],
  ["status", "atProvider"],
  ["spec"],
  ["spec", "forProvider"],
  ["outputs"],
  ["configuration"],
];

const keyNames = [
  "arn",
  "Arn",
  "ARN",
  "keyArn",
  "KeyArn",
  "key_arn",
  "keyId",
  "KeyId",
  "key_id",
  "keyID",
  "targetKeyId",
  "TargetKeyId",
  "resourceId",
  "id",
  "crossplane.io/external-name",
];
const aliasNames = ["aliasName", "AliasName", "alias", "Alias"];
const roleNames = ["roleName", "RoleName", "role_name", "role", "Role"];
const policyNames = ["policyName", "PolicyName", "policy_name"];
const policyArns = ["policyArn", "PolicyArn", "arn", "Arn", "ARN"];
const accounts = [
  "recipientAccountId",
  "awsAccountId",
  "accountId",
  "AccountId",
  "account",
  "Account",
];
const regions = ["awsRegion", "AwsRegion", "region", "Region"];
const keyId = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The key, role, account and region that an embedded policy belongs to, as far as the objects around it name them. */
export function ownerOfEmbedded({ around }: EmbeddedPolicy): Owner {
  const objects = around.flatMap((object) =>
    beside.map((path) => path.reduce<unknown>((value, name) => memberIn(value, name), object)),
  );
  const find = (names: readonly string[], fits: (text: string) => boolean) =>
    objects
      .flatMap((object) => names.map((name) => textIn(object, name)))
      .find((text): text is string => text !== undefined && fits(text));
  const arn = find(keyNames, isKeyArn) ?? eventResource(around);
  const id = find(keyNames, (text) => keyId.test(text));
  const alias = find([...keyNames, ...aliasNames], (text) => /^alias\/.{1,250}$/.test(text));
  const roleArn = find(["arn", "Arn", "ARN", "roleArn"], (text) =>
    /:iam::\d{12}:role\//.test(text),
  );
  const roleName = find(roleNames, (text) => /^[\w+=,.@-]{1,64}$/.test(text));
  const role = importedRole(roleName, roleArn);
  const key = arn === undefined && id === undefined && alias === undefined;
  const account = find(accounts, (text) => accountId(text) !== undefined);
  const region = find(regions, isRegion);
  return {
    ...(key
      ? {}
      : {
          key: arn === undefined ? { ...optional("id", id), ...optional("alias", alias) } : { arn },
        }),
    ...(role ? { roles: [role] } : {}),
    ...optional(
      "policyName",
      find(policyNames, (text) => text !== "default"),
    ),
    ...optional(
      "managedPolicyArn",
      find(policyArns, (text) => /^arn:[\w-]+:iam::(?:\d{12}|aws):policy\//.test(text)),
    ),
    ...optional("account", account),
    ...optional("region", region),
  };
}

function isKeyArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "kms" && arn.resource.startsWith("key/");
}

/** The key that a CloudTrail event names among its resources. */
function eventResource(around: readonly Members[]): string | undefined {
  for (const object of around)
    for (const resource of listIn(object, "resources").slice(0, 20)) {
      const arn = textIn(resource, "ARN") ?? textIn(resource, "arn");
      if (memberIn(object, "eventSource") !== undefined && arn !== undefined && isKeyArn(arn))
        return arn;
    }
  return undefined;
}

/** The nearest object around a policy that says what it is: an event, a resource or a configuration item. */
export function holderOf({ around }: EmbeddedPolicy): Holder | undefined {
  for (const object of around)
    for (const read of holders) {
      const holder = read(object);
      if (holder) return holder;
    }
  return undefined;
}

/** An object that has a policy, in the user's words. */
export interface Holder {
  /** "CloudTrail event". */
  readonly format: string;
  /** "PutKeyPolicy", "Key ebs". */
  readonly name: string;
  /** Why the policy may not be in force: AWS refused the call that sets it. */
  readonly reservation?: string;
}

const holders: readonly ((object: Members) => Holder | undefined)[] = [
  (object) => {
    const name = textIn(object, "eventName");
    if (name === undefined || memberIn(object, "eventSource") === undefined) return undefined;
    const refused = textIn(object, "errorCode");
    return {
      format: "CloudTrail event",
      name,
      ...optional(
        "reservation",
        refused === undefined
          ? undefined
          : `AWS refused this ${name} call (${refused.slice(0, 80)}), so that its policy was not put in force.`,
      ),
    };
  },
  (object) => {
    const type = textIn(object, "resourceType");
    if (
      type === undefined ||
      !("configuration" in object || "supplementaryConfiguration" in object)
    )
      return undefined;
    const name = textIn(object, "resourceName") ?? textIn(object, "resourceId") ?? "";
    return { format: "AWS Config item", name: `${type} ${name}`.trim() };
  },
  (object) => {
    const version = textIn(object, "apiVersion");
    const kind = textIn(object, "kind");
    if (version === undefined || kind === undefined || kind.endsWith("ProviderSpec"))
      return undefined;
    const name = textIn(objectIn(object, "metadata"), "name") ?? "";
    return { format: `Kubernetes resource ${kind}`, name: `${kind} ${name}`.trim() };
  },
  (object) => {
    const urn = textIn(object, "urn");
    if (urn === undefined || !urn.startsWith("urn:pulumi:")) return undefined;
    return { format: "Pulumi state", name: urn.split("::").slice(-2).join(" ") };
  },
];
