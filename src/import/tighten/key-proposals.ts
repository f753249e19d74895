import { accountId, keyArn, parseArn } from "#policy";
import { isRegion } from "#policy/kms";
import {
  exampleKeyId,
  newKey,
  newTarget,
  regionsOfKey,
  type Scenario,
  withTarget,
} from "#scenario";
import type { Proposal } from "./proposal.ts";
import { keysNamed } from "./resources.ts";
import { mayUse, type RoleAccess } from "./role-access.ts";

/** A key that no policy names: a role that may use it may use every key. */
const anyKeyId = "00000000-0000-4000-8000-000000000000";

/** Which keys the policies cover: those that they name, or every key of the account. */
export function keyProposals(
  scenario: Scenario,
  access: RoleAccess,
  owner: string,
): readonly Proposal[] {
  const named = keysNamed(access.policies).filter(
    ({ partition, account, region }) =>
      partition === scenario.partition && accountId(account) && isRegion(region),
  );
  if (named.length > 0)
    return named.map(({ account, region, keyId, place }) => ({
      id: `key ${account} ${region} ${keyId}`,
      question: "Key",
      answer: `${keyId} of account ${account}, ${region}`,
      place,
      because: "The statement names it.",
      apply: (now) => withNamedKey(now, account, region, keyId),
    }));
  const region = scenario.platform.region || "us-east-1";
  const account = parseArn(access.roleArn)?.account ?? "";
  const place = mayUse(
    access,
    "kms:Decrypt",
    keyArn(scenario.partition, region, account, anyKeyId),
    "ec2",
  );
  const target =
    scenario.targets.find(({ id }) => id === owner) ??
    scenario.targets.find((one) => one.account === account);
  if (!place || !target) return [];
  const namesKeys = target.keys.some(({ naming }) => naming.by !== "every");
  return [
    {
      id: "keys every",
      question: "Keys",
      answer: `Every key of account ${account}`,
      place,
      because: namesKeys
        ? "It may decrypt with a key that no policy names. Your answers name the keys, and the least policy keeps to them."
        : "It may decrypt with a key that no policy names.",
      ...(namesKeys ? { widens: true } : {}),
      apply: (now) => withEveryKey(now, target.id),
    },
  ];
}

/** The platform's own role decrypts with a key of another account only if both roles are its principals. */
export function approachProposal(
  { partition, platform }: Scenario,
  access: RoleAccess,
): readonly Proposal[] {
  if (parseArn(access.roleArn)?.account !== platform.account) return [];
  for (const { account, region, keyId } of keysNamed(access.policies)) {
    const key = keyArn(partition, region, account, keyId);
    const place =
      account === platform.account ? undefined : mayUse(access, "kms:Decrypt", key, "ec2");
    if (place)
      return [
        {
          id: "crossAccount",
          question: "Other accounts’ keys",
          answer: "Both roles are principals",
          place,
          because: "The platform role may decrypt with a key of another account.",
          apply: (scenario) => ({ ...scenario, crossAccount: "both-roles" }),
        },
      ];
  }
  return [];
}

function withNamedKey(
  scenario: Scenario,
  account: string,
  region: string,
  keyId: string,
): Scenario {
  const known = scenario.targets.find((target) => target.account === account);
  if (known?.keys.some(({ naming }) => naming.by === "arn" && naming.keyId === keyId))
    return scenario;
  const naming = { by: "arn", keyId } as const;
  const type = keyId.startsWith("mrk-") ? "multi-region" : "customer-managed";
  const key = { ...newKey(scenario), type, region, naming } as const;
  if (!known) {
    const target = { ...newTarget(scenario), account, keys: [key] };
    return { ...scenario, targets: [...scenario.targets, target] };
  }
  // The example key was never an answer, so the real one replaces it.
  const isExample = ({ naming }: (typeof known.keys)[number]) =>
    naming.by === "arn" && (naming.keyId === exampleKeyId || naming.keyId === "");
  return withTarget(scenario, known.id, (target) => ({
    ...target,
    keys: [...target.keys.filter((one) => !isExample(one)), key],
  }));
}

/** One “every key” entry replaces the keys of its regions. It gets only the regions that no earlier entry has. */
function withEveryKey(scenario: Scenario, targetId: string): Scenario {
  return withTarget(scenario, targetId, (target) => {
    const covered = new Set<string>();
    const keys = target.keys.flatMap((key) => {
      if (key.type === "aws-managed") return [key];
      const [region, ...others] = regionsOfKey(key).filter((one) => !covered.has(one));
      if (region === undefined) return [];
      for (const one of [region, ...others]) covered.add(one);
      const replicaRegions = key.type === "multi-region" ? others : key.replicaRegions;
      return [{ ...key, region, replicaRegions, naming: { by: "every" } as const }];
    });
    return { ...target, keys };
  });
}
