import type { AccessRequest } from "#engine";
import { type Condition, formatArn, parseArn, type Statement } from "#policy";
import type { Scenario } from "#scenario";
import { everyOfKind } from "../requests/ec2-requests.ts";
import { commonProperty, isStandIn, temporaryAlias } from "../requests/requested-key.ts";

/** A statement for a policy of a kind that allows a call, and as few others as its request lets us say. */
export function allowingStatement(
  scenario: Scenario,
  request: AccessRequest,
  kind: "identity" | "key" | "trust",
): Statement {
  const name = request.action.slice(request.action.indexOf(":") + 1);
  const conditions = narrowingConditions(scenario, request);
  return {
    Sid: `Allow${name.replace(/[^A-Za-z0-9]/g, "")}`,
    Effect: "Allow",
    ...(kind === "identity" ? {} : { Principal: { AWS: principalOf(request) } }),
    Action: request.action,
    ...(kind === "trust" ? {} : { Resource: kind === "key" ? "*" : resourceIn(request) }),
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

/** How a condition key ties a call to its purpose, so that the remedy opens no more than the call. */
const narrowing: Readonly<Record<string, string>> = {
  "kms:ViaService": "StringEquals",
  "ec2:Add/userId": "StringEquals",
  "ec2:CreateAction": "StringEquals",
  "kms:GrantIsForAWSResource": "Bool",
  "kms:GrantConstraintType": "StringEquals",
  "kms:GrantOperations": "ForAllValues:StringEquals",
  "kms:KeySpec": "StringEquals",
  "kms:MultiRegion": "Bool",
  "kms:ReplicaRegion": "StringEquals",
  "sts:ExternalId": "StringEquals",
};

function narrowingConditions(scenario: Scenario, request: AccessRequest): Condition {
  const conditions: Condition = {};
  const add = (operator: string, key: string, value: string | string[]) => {
    conditions[operator] = { ...conditions[operator], [key]: value };
  };
  for (const [key, value] of Object.entries(request.context ?? {})) {
    // Every volume and snapshot has another id: a condition can ask only for the kind.
    if (key === "kms:EncryptionContext:aws:ebs:id") add("StringLike", key, ["vol-*", "snap-*"]);
    if (key.startsWith("aws:ResourceTag/")) add("StringEquals", key, value as string);
    // A call on no resource is held to its region here; elsewhere the ARN does that.
    if (key === "aws:RequestedRegion" && request.resource === "*")
      add("StringEquals", key, [value].flat());
    const operator = narrowing[key];
    if (operator === undefined || !isNeeded(key, request)) continue;
    add(operator, key, [value].flat());
  }
  if (!isStandIn(request.resource)) return conditions;
  const aliases = request.context?.["kms:ResourceAliases"];
  if (aliases !== undefined) {
    const meant = aliasesIn(scenario, aliases);
    add("ForAnyValue:StringLike", "kms:ResourceAliases", meant);
    add("ForAllValues:StringLike", "kms:ResourceAliases", meant);
  } else if (/^kms:CreateAlias$/i.test(request.action)) add("Null", "kms:ResourceAliases", "true");
  return conditions;
}

/** A key's kind narrows only its making. */
function isNeeded(key: string, { action }: AccessRequest): boolean {
  const ofKind = key === "kms:KeySpec" || key === "kms:MultiRegion";
  return !ofKind || /^kms:CreateKey$/i.test(action);
}

/** Aliases are made up but for their prefixes. */
function aliasesIn(scenario: Scenario, value: string | readonly string[]): string[] {
  const { platform, platformNaming: naming } = scenario;
  const [common] = [commonProperty(scenario)["kms:ResourceAliases"] ?? []].flat();
  return [value].flat().map((alias) => {
    if (alias === temporaryAlias(scenario)) return `${platform.aliasPrefix}*`;
    return naming?.by === "alias" && alias === common ? `${naming.aliasPrefix}*` : alias;
  });
}

/** A made-up key stands for every key with its aliases or tags, a made-up volume for every volume of its place. */
function resourceIn({ resource }: AccessRequest): string {
  const arn = parseArn(resource);
  return arn && isStandIn(resource)
    ? formatArn({ ...arn, resource: "key/*" })
    : everyOfKind(resource);
}

/** The caller's ARN as a policy names it: of a session its role, as AWS's own context has it. */
export function principalOf({ principal, context }: AccessRequest): string {
  const role = context?.["aws:PrincipalArn"];
  return typeof role === "string" ? role : principal;
}
