import { type Partition, partitionOfRegion } from "#policy/kms";
import {
  type Key,
  newKey,
  newTarget,
  presets,
  type Scenario,
  type Target,
  withKeyState,
} from "#scenario";
import type { KeyFacts } from "./read-volume.ts";

/**
 * The scenario with what was read about a key as answers of its first target and key. What the facts do not say stays.
 * A change between the platform's account and another one changes who acts: the platform role, or a role in the target.
 */
export function withKeyFacts(scenario: Scenario, facts: KeyFacts): Scenario {
  const target = scenario.targets[0] ?? newTarget(scenario);
  const key = target.keys[0] ?? newKey(scenario);
  const partition = facts.region && partitionOfRegion(facts.region);
  const changed: Target = {
    ...withAccount(target, facts.account ?? target.account, scenario.platform.account),
    keys: [keyWith(key, facts), ...target.keys.slice(1)],
  };
  return {
    ...scenario,
    ...(partition ? { partition: partition as Partition } : {}),
    targets: [changed, ...scenario.targets.slice(1)],
  };
}

/** The scenario with its first target in another account. */
export function withFirstTargetIn(scenario: Scenario, account: string): Scenario {
  const [target, ...others] = scenario.targets;
  if (!target) return withKeyFacts(scenario, { account });
  return {
    ...scenario,
    targets: [withAccount(target, account, scenario.platform.account), ...others],
  };
}

/** The vendor's name for the role in another account. */
const vendorTargetRole = presets[0].scenario.targets[0]?.role ?? "";

function withAccount(target: Target, account: string, platformAccount: string): Target {
  const isOwn = account !== "" && account === platformAccount;
  const role = isOwn ? "" : target.role || vendorTargetRole;
  return { ...target, account, role };
}

function keyWith(key: Key, facts: KeyFacts): Key {
  const { region = key.region, keyId, alias, madeBy, isMultiRegion, regions } = facts;
  const type: Key["type"] =
    madeBy === "aws"
      ? "aws-managed"
      : isMultiRegion
        ? "multi-region"
        : keyId !== undefined || madeBy === "customer"
          ? "customer-managed"
          : key.type;
  const primary = regions?.[0] ?? region;
  const isSameKey = keyId === undefined || (key.naming.by === "arn" && key.naming.keyId === keyId);
  const { origin, ...before } = isSameKey ? key : withoutDescription(key);
  const described: Key = {
    ...before,
    origin: facts.origin ?? origin,
    ...(facts.spec === undefined ? {} : { spec: facts.spec }),
  };
  return {
    ...(facts.state === undefined
      ? described
      : withKeyState(described, region, facts.state, facts.expires)),
    type,
    region: type === "multi-region" ? primary : region,
    // A multi-Region key cannot be in a custom key store.
    origin:
      type === "multi-region" && described.origin === "custom-key-store" ? "kms" : described.origin,
    replicaRegions: replicasOf(key, type, region, primary, regions),
    naming:
      keyId !== undefined
        ? { by: "arn", keyId }
        : alias !== undefined && madeBy !== "aws"
          ? { by: "alias", alias }
          : key.naming,
  };
}

/** What was said of the spec and the states is about the key that was there before. */
function withoutDescription({ states: _, ...key }: Key): Key {
  return { ...key, spec: "symmetric" };
}

/** The key's other regions: as listed, or else those known, with the one that the ARN of a replica names. */
function replicasOf(
  key: Key,
  type: Key["type"],
  region: string,
  primary: string,
  regions: readonly string[] | undefined,
): readonly string[] {
  if (type !== "multi-region") return key.replicaRegions;
  const known = regions ?? [...key.replicaRegions, region];
  return [...new Set(known)].filter((one) => one !== primary);
}
