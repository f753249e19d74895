import { platformRole, type Role, type Scenario, sourcesOf, targetRole } from "#scenario";
import { collectFunctions } from "./collect-functions.ts";
import { comments, step } from "./script.ts";

/**
 * A script that reads what AWS has of the scenario's roles and keys, and prints it as one JSON bundle that the import
 * reads. Every call of it lists, gets or describes. Source: AWS CLI Command Reference, `iam`, `kms`, `organizations`.
 */
export function collectScript(scenario: Scenario): string {
  const { partition, platform } = scenario;
  const steps = stepsByAccount(scenario);
  return `${[
    ["#!/usr/bin/env bash", ...comments(introduction)].join("\n"),
    'set -fuo pipefail\numask 077\nexport AWS_PAGER=""',
    collectFunctions,
    'begin "$@"',
    step("choose_region", partition, platform.region),
    ...[...steps].map(([account, own]) =>
      [
        `if ${step("enter", account)}; then`,
        ...[...own].map((one) => `  ${one}`),
        "fi",
        step("organization", account),
      ].join("\n"),
    ),
    "end",
  ].join("\n\n")}\n`;
}

const introduction = [
  "Reads the policies, boundaries, grants and aliases of the import's roles and keys, and the SCPs and RCPs of their",
  "accounts. Every call lists, gets or describes: nothing is changed.",
  "",
  "  bash collect.sh > bundle.json                        uses your credentials",
  "  bash collect.sh ACCOUNT=PROFILE ... > bundle.json    uses a profile of the AWS CLI for an account",
  "",
  "organization=PROFILE names the profile that may read the organization's policies: of the management account, or of a",
  "delegated administrator. What AWS refuses is in the bundle with its error code. Import bundle.json in Keyhole.",
];

/** The functions to call in each account: once for each role, and for each key and region. */
function stepsByAccount(scenario: Scenario): ReadonlyMap<string, ReadonlySet<string>> {
  const steps = new Map<string, Set<string>>();
  const add = (account: string, one: string) =>
    steps.set(account, (steps.get(account) ?? new Set()).add(one));
  const roles: (Role | undefined)[] = [
    platformRole(scenario),
    ...scenario.targets.map((target) => targetRole(scenario, target)),
  ];
  for (const role of roles) if (role) add(role.account, step("role", role.arn, role.name));
  for (const { key, target, region } of sourcesOf(scenario)) {
    const { naming, type } = key;
    if (type === "aws-managed") add(target.account, step("key", region, "alias/aws/ebs"));
    else if (naming.by === "arn") add(target.account, step("key", region, naming.keyId));
    else if (naming.by === "alias") add(target.account, step("key", region, naming.alias));
    // A tag or “every key” names no key: all of the region are read.
    else add(target.account, step("keys", region));
  }
  return steps;
}
