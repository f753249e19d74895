import { keyArn } from "#policy";
import { aliasOfKey, arnOfSource, type Scenario, type Source } from "#scenario";
import { type DecidingPolicy, groupBy } from "./needs.ts";
import { keysOfOtherAccounts } from "./platform-naming.ts";
import type { KeyReference } from "./statement.ts";

interface Referred<T> {
  readonly needs: readonly T[];
  readonly reference: KeyReference;
}

/**
 * Groups sources that one statement can name, with their reference. Key ARNs share a statement. Keys named by alias or
 * tag share one only if region, account and property are equal, so that no unintended combination matches.
 */
export function byReference<
  T extends { readonly decidingPolicy: DecidingPolicy; readonly source: Source },
>(scenario: Scenario, needs: readonly T[]): readonly Referred<T>[] {
  const { platformNaming } = scenario;
  if (!platformNaming) return byOwnNaming(scenario, needs);
  // Only the platform role uses keys of another account.
  const others = needs.filter(({ decidingPolicy }) => decidingPolicy === "both");
  const own = byOwnNaming(
    scenario,
    needs.filter(({ decidingPolicy }) => decidingPolicy !== "both"),
  );
  if (others.length === 0) return own;
  return [
    { needs: others, reference: keysOfOtherAccounts(scenario, platformNaming, others) },
    ...own,
  ];
}

function byOwnNaming<T extends { readonly source: Source }>(
  scenario: Scenario,
  needs: readonly T[],
): readonly Referred<T>[] {
  const referred = needs.map((need) => ({ need, reference: referenceOf(scenario, need.source) }));
  const open = new Set(
    referred.flatMap(({ reference: { resources, conditions } }) =>
      Object.keys(conditions).length === 0 ? resources : [],
    ),
  );
  // “Every key” of an account includes alias/aws/ebs: a second statement for it would have no effect.
  const isCovered = ({ resources }: KeyReference) => resources.every((arn) => open.has(arn));
  return groupBy(referred, ({ reference }) =>
    isCovered(reference) ? "" : JSON.stringify([reference.resources, reference.conditions]),
  ).map((group) => ({
    needs: group.map(({ need }) => need),
    reference: {
      resources: [...new Set(group.flatMap(({ reference }) => reference.resources))],
      conditions: group.every(({ reference }) => isCovered(reference))
        ? {}
        : (group[0]?.reference.conditions ?? {}),
    },
  }));
}

function referenceOf(scenario: Scenario, source: Source): KeyReference {
  const arn = arnOfSource(scenario, source);
  if (arn) return { resources: [arn], conditions: {} };
  const { partition } = scenario;
  const everyKey = keyArn(partition, source.region, source.target.account, "*");
  const alias = aliasOfKey(source.key);
  // An alias ARN as resource means the alias, never its key (KMS, "Using aliases to control access").
  if (alias)
    return {
      resources: [everyKey],
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
    };
  const { naming } = source.key;
  if (naming.by === "tag")
    return {
      resources: [everyKey],
      conditions: { StringEquals: { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue } },
    };
  return { resources: [everyKey], conditions: {} };
}
