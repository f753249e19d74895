import type { AccessRequest } from "#engine";
import { accountRootArn, formatArn, parseArn } from "#policy";
import { conditionKeysOf, kmsActions } from "#policy/kms";
import { globalConditionKeys } from "#policy/services";
import {
  aliasOfKey,
  arnOfSource,
  nameOfKey,
  platformRole,
  type Role,
  type Scenario,
  sourcesOf,
  targetRole,
} from "#scenario";
import type { Suggestion } from "../parts/suggest-list.tsx";

/** The initial request of the form: the role of the first source decrypts with its key. */
export function firstRequest(scenario: Scenario): AccessRequest {
  const [source] = sourcesOf(scenario);
  const role = source && (targetRole(scenario, source.target) ?? platformRole(scenario));
  return {
    principal: role?.arn ?? "",
    action: "kms:Decrypt",
    resource: (source && arnOfSource(scenario, source)) ?? "",
  };
}

/** The suggested principals: roles, their sessions, account roots, a service, an anonymous caller. */
export function principalSuggestions(scenario: Scenario): readonly Suggestion[] {
  const { partition } = scenario;
  const roles = rolesOf(scenario);
  const accounts = new Set(roles.map(({ account }) => account));
  return unique([
    ...roles.map(({ arn, name }) => ({ value: arn, name })),
    ...roles.map(({ account, name }) => ({
      value: `arn:${partition}:sts::${account}:assumed-role/${name}/session`,
      name: "a session of the role",
    })),
    ...[...accounts].map((account) => ({
      value: accountRootArn(partition, account),
      name: "the account’s root",
    })),
    { value: "ec2.amazonaws.com", name: "a service" },
    { value: "*", name: "an anonymous caller" },
  ]);
}

let actions: readonly Suggestion[] | undefined;

/** Every action of KMS, and the one of STS that the import needs. */
export function actionSuggestions(): readonly Suggestion[] {
  actions ??= [
    ...kmsActions.map(({ name, accessLevel }) => ({ value: `kms:${name}`, name: accessLevel })),
    { value: "sts:AssumeRole", name: "Write" },
  ];
  return actions;
}

/** The suggested resources: the scenario's keys, aliases and roles. */
export function resourceSuggestions(scenario: Scenario): readonly Suggestion[] {
  const { partition } = scenario;
  const sources = sourcesOf(scenario);
  return unique([
    ...sources.flatMap((source) => {
      const { key, target, region } = source;
      const arn = arnOfSource(scenario, source);
      const alias = aliasOfKey(key);
      const place = { partition, service: "kms", region, account: target.account };
      return [
        ...(arn ? [{ value: arn, name: `${nameOfKey(key)} in ${region}` }] : []),
        ...(alias
          ? [{ value: formatArn({ ...place, resource: alias }), name: `alias in ${region}` }]
          : []),
      ];
    }),
    ...rolesOf(scenario).map(({ arn, name }) => ({ value: arn, name })),
    { value: "*", name: "the call names no resource" },
  ]);
}

/** The condition keys that a request for an action can contain. */
export function keySuggestions(action: string): readonly Suggestion[] {
  const own = action.toLowerCase().startsWith("kms:") ? conditionKeysOf(action) : [];
  return unique([
    ...own.map((key) => ({ value: key.replace(/\$\{.*$/, ""), name: "of this action" })),
    ...globalConditionKeys.map(({ name }) => ({
      value: name.replace(/\$\{.*$/, ""),
      name: "of every request",
    })),
  ]);
}

/** A likely value of a condition key for the scenario. */
export function valueHint(key: string, scenario: Scenario): string {
  const name = key.toLowerCase();
  const region = sourcesOf(scenario)[0]?.region ?? "eu-west-1";
  if (name === "kms:viaservice") return `ec2.${region}.amazonaws.com`;
  if (name === "kms:encryptioncontext:aws:ebs:id") return "vol-0123456789abcdef0";
  if (name === "kms:grantisforawsresource") return "true";
  if (name === "kms:grantoperations") return "Decrypt, CreateGrant";
  if (name === "aws:requestedregion") return region;
  return "";
}

function rolesOf(scenario: Scenario): readonly Role[] {
  const platform = platformRole(scenario);
  const targets = scenario.targets.flatMap((target) => targetRole(scenario, target) ?? []);
  return [...(platform ? [platform] : []), ...targets].filter(({ arn }) => parseArn(arn));
}

function unique(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  return [...new Map(suggestions.map((one) => [one.value, one])).values()];
}
