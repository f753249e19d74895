import { isOrganizationId, limits, parseArn } from "#policy";
import { everyKey, identityOfKey } from "./key-names.ts";
import { aliasPrefixProblems, platformNamingProblems } from "./naming-problems.ts";
import { kindsWithNamedRole } from "./other-users.ts";
import { roleOf, targetRole } from "./principals.ts";
import { accountProblems, error, type Problem, regionProblems, warning } from "./problem.ts";
import { type Guards, type Key, regionsOfKey, type Scenario, type Target } from "./scenario.ts";
import { timeProblems } from "./time-problems.ts";
import { isIamPath, keyProblems } from "./validate-key.ts";

/**
 * Finds keys that are in the list twice, by the same name or by “every key”. A key has one key policy and one
 * CreateGrant answer, which two entries would overwrite.
 */
export function overlapProblems(scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = [];
  // By account and region: the names in use, with `every` and `named` among them.
  const taken = new Map<string, Set<string>>();
  for (const target of scenario.targets)
    for (const key of target.keys) {
      const path = `targets.${target.id}.keys.${key.id}.naming`;
      const places = regionsOfKey(key)
        .filter((region) => region !== "" && target.account !== "")
        .map((region) => `${target.account} ${region}`);
      const names = places.map((place) => taken.get(place) ?? new Set<string>());
      const name = identityOfKey(key);
      if (name === "") continue;
      if (names.some((there) => there.has(name)))
        problems.push(error(path, "This key is already in the list. Remove one of the two."));
      else if (
        names.some((there) => there.has(name === everyKey ? anyNamed : everyKey)) &&
        isOwn(key)
      )
        problems.push(
          error(
            path,
            "“Every key” of this account and region includes this one. Remove one of the two.",
          ),
        );
      places.forEach((place, index) => {
        const there = names[index] ?? new Set<string>();
        there.add(name);
        if (isOwn(key) && name !== everyKey) there.add(anyNamed);
        taken.set(place, there);
      });
    }
  return problems;
}

const anyNamed = "any named key";

function isOwn({ type }: Key): boolean {
  return type !== "aws-managed";
}

/** Every problem of a scenario, in the order of the questions. */
export function validateScenario(scenario: Scenario): readonly Problem[] {
  return [
    ...platformProblems(scenario),
    ...(scenario.targets.length === 0
      ? [error("targets", "Add the account that owns the key.")]
      : []),
    ...targetsProblems(scenario),
    ...overlapProblems(scenario),
    ...approachProblems(scenario),
    ...guardProblems(scenario.guards),
    ...platformNamingProblems(scenario),
    ...otherUserProblems(scenario),
    ...timeProblems(scenario),
  ];
}

function platformProblems(scenario: Scenario): readonly Problem[] {
  const { platform } = scenario;
  return [
    ...accountProblems("platform.account", platform.account),
    ...regionProblems(scenario, "platform.region", platform.region),
    ...roleProblems(scenario, "platform.role", platform.account, platform.role),
    ...aliasPrefixProblems("platform.aliasPrefix", platform.aliasPrefix),
  ];
}

function targetsProblems(scenario: Scenario): readonly Problem[] {
  const seen = new Set<string>();
  return scenario.targets.flatMap((target) => {
    const who = `${target.account} ${targetRole(scenario, target)?.arn ?? ""}`;
    const isAgain = target.account !== "" && seen.has(who);
    seen.add(who);
    return targetProblems(scenario, target, isAgain);
  });
}

/** Problems of one target; `isAgain` if an earlier one has the same account and role. */
function targetProblems(scenario: Scenario, target: Target, isAgain: boolean): readonly Problem[] {
  const path = `targets.${target.id}`;
  const own = target.account === scenario.platform.account;
  const problems: Problem[] = [...accountProblems(`${path}.account`, target.account)];
  if (isAgain)
    problems.push(
      error(
        `${path}.account`,
        "This account and role are already in the list. Add the keys there.",
      ),
    );
  if (target.role.trim() !== "" || !own)
    problems.push(...roleProblems(scenario, `${path}.role`, target.account, target.role));
  const name = targetRole(scenario, target)?.name;
  if (name && !/CadoResponse|DarktraceForensics/.test(name))
    problems.push(
      warning(
        `${path}.role`,
        "The platform only assumes roles with CadoResponse or DarktraceForensics in their name.",
      ),
    );
  if (target.keys.length === 0) problems.push(error(`${path}.keys`, "Add a key of this account."));
  for (const key of target.keys) {
    const keyPath = `${path}.keys.${key.id}`;
    problems.push(...keyProblems(scenario, target, key, keyPath));
  }
  return problems;
}

function approachProblems(scenario: Scenario): readonly Problem[] {
  if (scenario.method !== "create-volume" || scenario.createGrant !== "withhold") return [];
  return [
    warning(
      "createGrant",
      "Without CreateGrant the volume cannot be attached. Choose EBS direct, or allow CreateGrant for AWS resources.",
    ),
  ];
}

function guardProblems(guards: Guards): readonly Problem[] {
  const problems: Problem[] = [];
  if (guards.organizationId !== "" && !isOrganizationId(guards.organizationId))
    problems.push(
      error(
        "guards.organizationId",
        "An organization id is o- and 10 to 32 lower-case letters or digits.",
      ),
    );
  if (guards.externalId !== "" && !/^[\w+=,.@:/-]{2,1224}$/.test(guards.externalId))
    problems.push(
      error(
        "guards.externalId",
        "An external id has 2 to 1,224 letters, digits or + = , . @ : / - _",
      ),
    );
  return problems;
}

/** Problems of the other users of the keys. The paths begin with `otherUsers.` and the user's id. */
function otherUserProblems(scenario: Scenario): readonly Problem[] {
  return (scenario.otherUsers ?? []).flatMap(({ id, kind, account, role, service }) => {
    const path = `otherUsers.${id}`;
    return [
      ...(kind === "service" && !service ? [error(`${path}.service`, "Choose the service.")] : []),
      ...(account === "" ? [] : accountProblems(`${path}.account`, account)),
      ...(role.trim() === "" && !kindsWithNamedRole.includes(kind)
        ? []
        : roleProblems(scenario, `${path}.role`, account, role)),
    ];
  });
}

/** Problems of a field with a role's name, path and name, or ARN. */
function roleProblems(
  scenario: Scenario,
  path: string,
  account: string,
  field: string,
): readonly Problem[] {
  const role = roleOf(scenario.partition, account, field.trim());
  if (!role) return [error(path, "Enter the role’s name or ARN.")];
  const arn = parseArn(field.trim());
  if (arn && (arn.service !== "iam" || !arn.resource.startsWith("role/")))
    return [error(path, "This is not the ARN of a role: arn:…:iam::ACCOUNT:role/NAME.")];
  if (arn && arn.account !== account)
    return [
      error(path, `This role is in account ${arn.account}, not in ${account || "the one above"}.`),
    ];
  if (arn && arn.partition !== scenario.partition)
    return [
      error(
        path,
        `This role is in partition ${arn.partition}, the scenario in ${scenario.partition}.`,
      ),
    ];
  if (role.name.length > limits.roleName)
    return [error(path, `A role’s name has at most ${limits.roleName} characters.`)];
  if (!isIamPath(role.path))
    return [error(path, "A role’s name has letters, digits and + = , . @ - _ only.")];
  return [];
}
