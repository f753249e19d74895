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
import { awsSaidIn } from "./read/aws-said.ts";
import type { Context, Denial, ParsedDenial } from "./read/denial.ts";
import { importCallContext } from "./read/import-call-context.ts";

/**
 * The denied request, with what the text omits: the key's aliases and tags, and what a call of the import has. These
 * values come from the answers, and a caution says so. Returns a text that says why the request is unknown.
 */
export function completed(parsed: ParsedDenial, scenario: Scenario): Denial | string {
  const caller = callerOf(parsed, scenario);
  if (caller === undefined)
    return `${parsed.action} does not name the caller: it has only the account ${parsed.callerAccount ?? ""}.`;
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
        // A session's ARN has no path, but its role's may have one.
        ...(role ? { "aws:PrincipalArn": role.arn } : {}),
        ...(isOwn ? organizationOf(scenario) : {}),
        ...(parsed.action === "sts:AssumeRole" ? propertiesOfRole(scenario, key.resource) : {}),
        ...carriedBy(parsed.action, key.properties),
        ...carried.context,
        ...parsed.context,
      },
    },
    ...(parsed.said ? { said: parsed.said } : {}),
    ...awsSaidOf(parsed),
    ...(parsed.time ? { time: parsed.time } : {}),
    call: parsed.call ?? 0,
    lacksKey: lacksKey({ action: parsed.action, resource: key.resource }),
    cautions: [...caller.cautions, ...parsed.cautions, ...key.cautions, ...carried.cautions],
  };
}

function awsSaidOf({ said }: ParsedDenial): Pick<Denial, "awsSaid"> {
  const awsSaid = said === undefined ? undefined : awsSaidIn(said);
  return awsSaid ? { awsSaid } : {};
}

/** The caller. An account alone means the import's only role in that account. */
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
    cautions: [`The event has only the caller’s account. Assumed: the caller is ${role.name}.`],
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
  // A key named by alias or id belongs to the caller's account.
  const account = alias === undefined ? undefined : parseArn(principal)?.account;
  const keys = knownKeys(scenario, { action, arn: resource, alias, region, account });
  const [key] = keys;
  if (resource !== undefined)
    return { resource, properties: key?.properties ?? {}, cautions: guessed(keys, source) };
  // If only one key is possible, a caller of the import means that key.
  if (key?.arn && keys.length === 1 && roleOfPrincipal(scenario, principal))
    return {
      resource: key.arn,
      properties: key.properties,
      cautions: [`The ${source} does not name the key. Assumed: it is the key of the answers.`],
    };
  return {
    resource: "*",
    properties: key?.properties ?? {},
    cautions: [
      alias
        ? `The ${source} names the key only as ${alias}. Enter its ARN.`
        : `The ${source} does not name the key. Enter its ARN.`,
    ],
  };
}

/** Whether AWS checks a call on a key. */
function takesKey(action: string): boolean {
  return kmsAction(action)?.resourceTypes.includes("key") === true;
}

/** The cautions about aliases and tags that come from the answers. */
function guessed(keys: readonly KnownKey[], source: string): readonly string[] {
  const [key, ...others] = keys;
  if (!key?.isGuessed) return [];
  const also = others.map(({ name }) => name).slice(0, 3);
  return [
    `The ${source} has no aliases and tags of the key. Assumed: those of ${key.name}.`,
    ...(also.length > 0 ? [`It may also be ${also.join(" or ")}.`] : []),
  ];
}

/** The condition keys of the call, if the text omits them and the import makes the same call. */
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
        ? `An error message has no condition keys: ${keys} are assumed to be those of the import. The CloudTrail event has them.`
        : `The ${source} omits the condition keys of the call. Assumed: ${keys} are those of the import.`,
    ],
  };
}

const noConditionKeys =
  "An error message has no condition keys. Add those of the call. The CloudTrail event has them.";

function organizationOf(scenario: Scenario): Context {
  const { organizationId } = ownOrganization(scenario);
  return organizationId ? { "aws:PrincipalOrgID": organizationId } : {};
}
