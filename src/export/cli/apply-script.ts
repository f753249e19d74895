import { limits, type Policy, shellWord, sizeInBytes, sizeWithoutWhiteSpace } from "#policy";
import { platformRole, type Scenario } from "#scenario";
import type { ExportOptions } from "../options.ts";
import { oneLine } from "../plain-text.ts";
import type { AccountRollout, KeyRollout, RoleRollout } from "../rollout.ts";
import { applyFunctions } from "./apply-functions.ts";
import { newKeySteps } from "./new-key.ts";
import { type Script, scriptText, slug, step, variable } from "./script.ts";

/** A list of key ids that the user fills in: a file beside the script. */
export interface KeyList {
  readonly fileName: string;
  readonly text: string;
}

export type ScriptFrame = Pick<
  Script,
  "title" | "fileName" | "remarks" | "account" | "partition" | "homeRegion" | "backup"
>;

/** The script that rolls out what an account gets, and the lists that it reads. */
export function applyScript(
  scenario: Scenario,
  account: AccountRollout,
  frame: ScriptFrame,
  options: ExportOptions,
): { readonly text: string; readonly lists: readonly KeyList[] } {
  const keys = account.keys.map((key, index) => ({ key, name: `key_${index + 1}` }));
  const lists = new Map<string, KeyList>();
  if (options.keys !== "new")
    for (const { key, name } of keys)
      if (key.named.by === "list")
        lists.set(name, keyList(key, `${frame.backup}-keys-${lists.size + 1}.txt`));
  const texts = [
    ...account.roles.flatMap((role, index) => roleTexts(role, index)),
    ...keys.map(({ key, name }) => variable(`${name}_policy`, policyText(key.policy, true))),
  ];
  const steps = [
    ...texts,
    ...platformRoleStep(scenario, account),
    ...account.roles.flatMap((role) => requiredRole(role, options)),
    ...keys.flatMap(({ key, name }) => lookUp(key, name, lists.get(name), options)),
    ...limitSteps(account),
    ...account.roles.flatMap((role, index) => roleSteps(role, index)),
    ...keys.flatMap(({ key, name }) =>
      options.keys === "new" ? newKeySteps(key, name, keys) : existingKeySteps(key, name),
    ),
  ];
  return {
    text: scriptText({ ...frame, functions: applyFunctions, steps }),
    lists: [...lists.values()],
  };
}

/** Two-space JSON; on one line where a key policy would else be too long for KMS, which counts white space. */
function policyText(policy: Policy, isKey = false): string {
  const text = JSON.stringify(policy, null, 2);
  return isKey && sizeInBytes(text) > limits.keyPolicyBytes ? JSON.stringify(policy) : text;
}

function roleTexts({ trust, policies }: RoleRollout, index: number): readonly string[] {
  return [
    ...(trust ? [variable(`role_${index + 1}_trust`, policyText(trust.policy))] : []),
    ...policies.map(({ policy }, at) =>
      variable(`role_${index + 1}_policy_${at + 1}`, policyText(policy)),
    ),
  ];
}

/** A target's policies name the platform's role, which AWS must know. */
function platformRoleStep(scenario: Scenario, account: AccountRollout): readonly string[] {
  const role = platformRole(scenario);
  if (account.isPlatform || !role) return [];
  return [step("look_for_platform_role", role.name, role.arn)];
}

/** What AWS would refuse for its size is found before anything is changed. */
function limitSteps({ roles, keys }: AccountRollout): readonly string[] {
  const problems = [
    ...roles.flatMap(({ policies }) =>
      policies.flatMap(({ name, policy }) =>
        tooLarge(
          `policy ${name}`,
          sizeWithoutWhiteSpace(policyText(policy)),
          limits.managedPolicy,
          "characters",
        ),
      ),
    ),
    ...keys.flatMap(({ document, policy }) =>
      tooLarge(
        `the key policy of ${document.name}`,
        sizeInBytes(policyText(policy, true)),
        limits.keyPolicyBytes,
        "bytes",
      ),
    ),
  ];
  const checks = roles.flatMap(({ name, trust, isPlatform, policies }) => [
    ...(trust && !isPlatform
      ? [step("check_trust_size", name, String(sizeWithoutWhiteSpace(policyText(trust.policy))))]
      : []),
    ...(policies.length === 0
      ? []
      : [step("check_attachments", name, ...policies.map((policy) => policy.name))]),
  ]);
  if (problems.length + checks.length === 0) return [];
  return ["read_quotas", ...problems, ...checks, "stop_on_problems"];
}

function tooLarge(what: string, size: number, limit: number, unit: string): readonly string[] {
  if (size <= limit) return [];
  return [step("problem", `${what} has ${size} ${unit}; AWS allows ${limit}, and never more`)];
}

/** Roles that others make must be there before anything is changed. */
function requiredRole(role: RoleRollout, options: ExportOptions): readonly string[] {
  const isMade = !role.isPlatform && role.trust && options.targetRoles !== "existing";
  return isMade ? [] : [step("require_role", role.name, role.arn)];
}

function roleSteps(role: RoleRollout, index: number): readonly string[] {
  const { name, arn, path, trust, tag, isPlatform, policies } = role;
  const tags = tag
    ? ` ${shellWord(`--tags=${JSON.stringify([{ Key: tag.key, Value: tag.value }])}`)}`
    : "";
  const variableOf = (what: string) => `"$role_${index + 1}_${what}"`;
  return [
    ...(trust && !isPlatform
      ? [`${step("ensure_role", slug(name), name, arn, path)} ${variableOf("trust")}${tags}`]
      : []),
    ...policies.flatMap((policy, at) => [
      `${step("ensure_policy", slug(policy.name), policy.name)} ${variableOf(`policy_${at + 1}`)}`,
      step("ensure_attached", `${slug(name)}.${slug(policy.name)}`, name, policy.name),
    ]),
  ];
}

/** Keys that exist are looked up before anything is changed. */
function lookUp(
  { region, named }: KeyRollout,
  name: string,
  list: KeyList | undefined,
  { keys }: ExportOptions,
): readonly string[] {
  if (keys === "new") return [];
  if (list) return [step("list_keys", region, list.fileName), `${name}=$keys`];
  const key = named.by === "arn" ? named.arn : named.by === "alias" ? named.alias : "";
  return [step("require_key", region, key), `${name}=$key`];
}

function existingKeySteps({ region, named }: KeyRollout, name: string): readonly string[] {
  const ensure = named.by === "list" ? "ensure_listed" : "ensure_key_policy";
  return [`${step(ensure, region)} "$${name}" "$${name}_policy"`];
}

function keyList({ region, named }: KeyRollout, fileName: string): KeyList {
  const words = named.by === "list" ? oneLine(named.words) : "";
  return {
    fileName,
    text: `# ${words}: list their ids here, one a line (${region}).\n`,
  };
}
