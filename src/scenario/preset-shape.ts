import { parseArn } from "#policy";
import { partitionOfRegion, regionsOf } from "#policy/kms";
import { identityOfKey } from "./key-names.ts";
import { exampleAccounts, exampleKeyId, exampleMultiRegionKeyId, type Preset } from "./presets.ts";
import { type Key, regionsOfKey, type Scenario, type Target } from "./scenario.ts";

/**
 * A preset's shape with the user's own values: its method, grants, actions, guards, type of key, and whether the key is in
 * the platform's account and region. Platform, accounts, roles, regions, keys, organization id, external id, rules, other users, answers about time
 * and where the permissions of EC2 stand stay where
 * they fit the shape; example values are replaced by those of the preset.
 */
export function withPresetShape(scenario: Scenario, preset: Preset): Scenario {
  const shape = preset.scenario;
  const { organizationId, externalId } = scenario.guards;
  const [shapeTarget] = shape.targets;
  const [shapeKey] = shapeTarget?.keys ?? [];
  if (!shapeTarget || !shapeKey) return shape;
  const keyOf = (key: Key) =>
    keyWithShape(key, shapeKey, scenario, isNamed(key) ? "any" : relationOf(preset));
  const isOwnAccount = shapeTarget.account === shape.platform.account;
  const targets = isOwnAccount
    ? [ownTarget(scenario, shapeTarget, shapeKey)]
    : otherTargets(scenario, shapeTarget, shapeKey);
  const { platformNaming, mustNever, otherUsers, ec2Permissions, period, moment } = scenario;
  return {
    ...shape,
    partition: scenario.partition,
    platform: scenario.platform,
    targets: withoutEqualKeys(
      targets.map((target) => ({
        ...target,
        keys: target.keys.map((key) => withOwnAdministrators(keyOf(key), target.account)),
      })),
    ),
    guards: { ...shape.guards, organizationId, externalId },
    ...(platformNaming ? { platformNaming } : {}),
    ...(mustNever ? { mustNever } : {}),
    ...(otherUsers ? { otherUsers } : {}),
    ...(ec2Permissions ? { ec2Permissions } : {}),
    ...(period ? { period } : {}),
    ...(moment === undefined ? {} : { moment }),
  };
}

/** KMS lets only principals of the key's own account manage it: those of the account that it was in go. */
function withOwnAdministrators(key: Key, account: string): Key {
  const administrators = key.administrators.filter(
    (one) => (parseArn(one)?.account ?? account) === account,
  );
  return { ...key, administrators };
}

/** The shape can make two keys one: both are then “every key” of a region. The first stays. */
function withoutEqualKeys(targets: readonly Target[]): readonly Target[] {
  const taken = new Map<string, Set<string>>();
  return targets
    .map((target) => ({
      ...target,
      keys: target.keys.filter((key) => {
        const name = identityOfKey(key);
        const places = regionsOfKey(key).map((region) => {
          const place = `${target.account} ${region}`;
          const names = taken.get(place) ?? new Set<string>();
          taken.set(place, names);
          return names;
        });
        if (name !== "" && places.some((names) => names.has(name))) return false;
        for (const names of places) names.add(name);
        return true;
      }),
    }))
    .filter(({ keys }) => keys.length > 0);
}

/** Whether the preset is about one region, about two, or about any: decides the region of a key that is an example. */
function relationOf({ id }: Preset): "same" | "different" | "any" {
  if (id === "same-account" || id === "cross-account") return "same";
  return id === "cross-region" ? "different" : "any";
}

const isExampleAccount = (account: string) => account === "" || exampleAccounts.includes(account);

/** Whether the user has named the key: by anything but an example id. */
function isNamed({ naming }: Key): boolean {
  if (naming.by === "arn")
    return ![exampleKeyId, exampleMultiRegionKeyId, ""].includes(naming.keyId);
  return naming.by !== "every";
}

/** The target in the platform's account: its keys, or else those that the user has named elsewhere. */
function ownTarget({ targets, platform }: Scenario, shapeTarget: Target, shapeKey: Key): Target {
  const own = targets.find(({ account }) => account === platform.account);
  const named = (own?.keys ?? []).filter(isNamed);
  const elsewhere = targets.find(({ keys }) => keys.some(isNamed));
  const others = elsewhere?.keys.filter(isNamed) ?? [];
  const keys = named.length > 0 ? named : others.length > 0 ? others : [shapeKey];
  const { id, role } = own ?? { id: (elsewhere ?? shapeTarget).id, role: "" };
  return { ...(own ?? shapeTarget), id, role, account: platform.account, keys };
}

/** The user's targets in other accounts, or else one of an example account. */
function otherTargets(
  { targets, platform }: Scenario,
  shapeTarget: Target,
  shapeKey: Key,
): readonly Target[] {
  const others = targets.filter(
    ({ account }) => account !== platform.account && !isExampleAccount(account),
  );
  if (others.length > 0)
    return others.map((target) => ({
      ...target,
      role: target.role || shapeTarget.role,
      keys: target.keys.length > 0 ? target.keys : [shapeKey],
    }));
  const named = targets.find(({ keys }) => keys.some(isNamed));
  const account = [shapeTarget.account, ...exampleAccounts].find((one) => one !== platform.account);
  const role = targets.find((target) => target.account !== platform.account)?.role;
  return [
    {
      ...shapeTarget,
      id: (named ?? shapeTarget).id,
      account: account ?? shapeTarget.account,
      role: role || shapeTarget.role,
      keys: named?.keys.filter(isNamed) ?? [shapeKey],
    },
  ];
}

function keyWithShape(
  { createGrant: _, ...key }: Key,
  shape: Key,
  { partition, platform }: Scenario,
  relation: "same" | "different" | "any",
): Key {
  const isMultiRegion = key.naming.by === "arn" && key.naming.keyId.startsWith("mrk-");
  const type = shape.type === "customer-managed" && isMultiRegion ? "multi-region" : shape.type;
  const fits = (region: string) =>
    partitionOfRegion(region) === partition &&
    (relation !== "different" || region !== platform.region);
  const candidates = [
    relation === "same" ? platform.region : key.region,
    shape.region,
    ...regionsOf(partition).map(({ code }) => code),
  ];
  const region = candidates.find(fits) ?? key.region;
  const replicas = key.replicaRegions.length > 0 ? key.replicaRegions : [platform.region];
  return {
    ...key,
    type,
    region,
    origin: type === "multi-region" && key.origin === "custom-key-store" ? "kms" : key.origin,
    replicaRegions:
      type === "multi-region" ? replicas.filter((one) => one !== region) : key.replicaRegions,
    naming: namingWithShape(key.naming, shape, type),
  };
}

/** The user's name for the key, unless the shape is about every key, or about a type that such an id cannot have. */
function namingWithShape(naming: Key["naming"], shape: Key, type: Key["type"]): Key["naming"] {
  if (shape.naming.by === "every") return shape.naming;
  if (naming.by === "every") return shape.naming;
  if (naming.by !== "arn") return naming;
  const isMultiRegion = naming.keyId.startsWith("mrk-");
  const isExample = [exampleKeyId, exampleMultiRegionKeyId, ""].includes(naming.keyId);
  const fits = type === "aws-managed" || isMultiRegion === (type === "multi-region");
  return isExample || !fits ? shape.naming : naming;
}
