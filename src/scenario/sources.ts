import { accountId, keyArn } from "#policy";
import { type Key, regionsOfKey, type Scenario, type Target } from "./scenario.ts";

/** A place that an import can start from: one key in one of its regions, in one target. */
export interface Source {
  readonly target: Target;
  readonly targetIndex: number;
  readonly key: Key;
  readonly keyIndex: number;
  readonly region: string;
}

/** Every source of the scenario whose questions are answered, in the order of the answers. */
export function sourcesOf(scenario: Scenario): readonly Source[] {
  return scenario.targets.flatMap((target, targetIndex) =>
    isAnswered(scenario, target)
      ? target.keys.flatMap((key, keyIndex) =>
          isNamed(key)
            ? regionsOfKey(key)
                .filter((region) => region !== "")
                .map((region) => ({ target, targetIndex, key, keyIndex, region }))
            : [],
        )
      : [],
  );
}

/** Whether the target's account and, where another account needs one, its role are answered. */
export function isAnswered(scenario: Scenario, target: Target): boolean {
  const ownAccount = target.account === scenario.platform.account;
  return accountId(target.account) !== undefined && (ownAccount || target.role.trim() !== "");
}

/** Whether a policy can point at the key. An AWS managed key is always named: it is `alias/aws/ebs`. */
export function isNamed(key: Key): boolean {
  if (key.type === "aws-managed") return true;
  if (key.naming.by === "arn") return key.naming.keyId.trim() !== "";
  if (key.naming.by === "alias") return key.naming.alias.trim() !== "";
  return key.naming.by === "every" || key.naming.tagKey.trim() !== "";
}

/** What EBS uses where nobody chose a key. Source: EBS User Guide, "Amazon EBS encryption". */
export const awsManagedAlias = "alias/aws/ebs";

/** The alias that names the key, where it is named so. */
export function aliasOfKey(key: Key): string | undefined {
  if (key.type === "aws-managed") return awsManagedAlias;
  return key.naming.by === "alias" ? key.naming.alias : undefined;
}

/** The ARN of the source's key, where the scenario names it by ARN. */
export function arnOfSource(scenario: Scenario, source: Source): string | undefined {
  const { key, target, region } = source;
  if (key.type === "aws-managed" || key.naming.by !== "arn") return undefined;
  return keyArn(scenario.partition, region, target.account, key.naming.keyId);
}
