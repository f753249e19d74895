import {
  carriedBy,
  isOwnAccount,
  type KnownKey,
  knownKeys,
  lacksKey,
  ownOrganization,
  propertiesOfRole,
  roleOfPrincipal,
  rolesOf,
} from "#acquisition";
import { parseArn } from "#policy";
import { kmsAction } from "#policy/kms";
import type { Role, Scenario } from "#scenario";
import type { Denial } from "./denial.ts";
import { importCallContext } from "./import-call-context.ts";
import type { Context, ParsedDenial } from "./parsed-denial.ts";

/**
 * The request that AWS denied, with what its text leaves out and AWS knows: the key's aliases and tags, what a call of
 * the import carries. All of that comes from the answers, and a caution says so. A text says why nothing can be made of it.
 */
export function completed(parsed: ParsedDenial, scenario: Scenario): Denial | string {
  const caller = callerOf(parsed, scenario);
  if (caller === undefined)
    return `${parsed.action} does not say who called: it has only the account ${parsed.callerAccount ?? ""}.`;
  const key = keyOf(parsed, scenario, caller.principal);
  const role = roleOfPrincipal(scenario, caller.principal);
  const carried = carriedOf(parsed, scenario, role, key.resource);
  const isOwn = isOwnAccount(scenario, parseArn(caller.principal)?.account ?? "");
  const account = parseArn(caller.principal)?.account ?? parsed.callerAccount;
  return {
    request: {
      principal: caller.principal,
      action: parsed.action,
      resource: key.resource,
      ...(account && !takesKey(parsed.action) && key.resource === "*"
        ? { resourceAccount: account }
        : {}),
      context: {
        "aws:SecureTransport": "true",
        // A session's ARN has no path; its role's may have one.
        ...(role ? { "aws:PrincipalArn": role.arn } : {}),
        ...(isOwn ? organizationOf(scenario) : {}),
        ...(parsed.action === "sts:AssumeRole" ? propertiesOfRole(scenario, key.resource) : {}),
        ...carriedBy(parsed.action, key.properties),
        ...carried.context,
        ...parsed.context,
      },
    },
    ...(parsed.said ? { said: parsed.said } : {}),
    lacksKey: lacksKey({ action: parsed.action, resource: key.resource }),
    cautions: [...caller.cautions, ...parsed.cautions, ...key.cautions, ...carried.cautions],
  };
}

/** Who called; an account alone stands for the import's only role there. */
function callerOf(
  { principal, callerAccount }: ParsedDenial,
  scenario: Scenario,
): { principal: string; cautions: readonly string[] } | undefined {
  if (principal !== "") return { principal, cautions: [] };
  const roles = rolesOf(scenario).filter(({ account }) => account === callerAccount);
  const [role] = roles;
  if (!role || roles.length > 1) return undefined;
  return {
    principal: role.arn,
    cautions: [`The event has only the caller’s account: taken for ${role.name}.`],
  };
}

interface ParsedKey {
  readonly resource: string;
  readonly properties: Context;
  readonly cautions: readonly string[];
}

function keyOf(parsed: ParsedDenial, scenario: Scenario, principal: string): ParsedKey {
  const { action, resource, alias, region, source } = parsed;
  const isOnKey = resource === undefined || parseArn(resource)?.resource.startsWith("key/");
  if (!isOnKey || !takesKey(action))
    return { resource: resource ?? "*", properties: {}, cautions: [] };
  // A key that is named by alias or id is one of the caller's own account.
  const account = alias === undefined ? undefined : parseArn(principal)?.account;
  const keys = knownKeys(scenario, { action, arn: resource, alias, region, account });
  const [key] = keys;
  if (resource !== undefined)
    return { resource, properties: key?.properties ?? {}, cautions: guessed(keys, source) };
  // One key alone can be meant: only an import's own caller is taken to mean it.
  if (key?.arn && keys.length === 1 && roleOfPrincipal(scenario, principal))
    return {
      resource: key.arn,
      properties: key.properties,
      cautions: [`The ${source} does not name the key: taken for the one of the answers.`],
    };
  return {
    resource: "*",
    properties: key?.properties ?? {},
    cautions: [
      alias
        ? `The ${source} names the key only as ${alias}: enter its ARN.`
        : `The ${source} does not name the key: enter its ARN.`,
    ],
  };
}

/** Whether a call is checked on a key. */
function takesKey(action: string): boolean {
  return kmsAction(action)?.resourceTypes.includes("key") === true;
}

/** What is said where aliases and tags are the answers'. */
function guessed(keys: readonly KnownKey[], source: string): readonly string[] {
  const [key, ...others] = keys;
  if (!key?.isGuessed) return [];
  const also = others.map(({ name }) => name).slice(0, 3);
  return [
    `The ${source} has neither aliases nor tags of the key: they are those of ${key.name}.`,
    ...(also.length > 0 ? [`It may also be ${also.join(" or ")}.`] : []),
  ];
}

/** What the call carried, where the text leaves it out and the import makes such a call. */
function carriedOf(
  { action, origin, hasParameters, source, region }: ParsedDenial,
  scenario: Scenario,
  role: Role | undefined,
  resource: string,
): { context: Context; cautions: readonly string[] } {
  if (hasParameters) return { context: {}, cautions: [] };
  const isMessage = origin === "unknown";
  const known = {
    region: parseArn(resource)?.region || region,
    isThroughEc2: isMessage ? undefined : origin === "ec2",
  };
  const context = role
    ? carriedBy(action, importCallContext(scenario, action, { ...known, account: role.account }))
    : {};
  const keys = Object.keys(context).join(", ");
  if (keys === "") return { context, cautions: isMessage ? [noConditionKeys] : [] };
  return {
    context,
    cautions: [
      isMessage
        ? `An error message has no condition keys: ${keys} are taken to be as the import sends them. The CloudTrail event has them.`
        : `The ${source} leaves out what the call carried: ${keys} are taken to be as the import sends them.`,
    ],
  };
}

const noConditionKeys =
  "An error message has no condition keys: add those that the call carried. The CloudTrail event has them.";

function organizationOf(scenario: Scenario): Context {
  const { organizationId } = ownOrganization(scenario);
  return organizationId ? { "aws:PrincipalOrgID": organizationId } : {};
}
