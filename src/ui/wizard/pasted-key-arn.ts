import { parseArn } from "#policy";
import { partitionOfRegion } from "#policy/kms";
import { type Key, type Scenario, withKey, withTarget } from "#scenario";
import { accountMisfit, type Change, type Pasted, partitionMisfit, refused } from "./pasted-arn.ts";
import { isExample } from "./problems.ts";

/** Reads the ARN of a KMS key or alias into the answers of a key; what was said of the state of the key before goes. Returns `undefined` if the text is no ARN of KMS. */
export function readKeyArn(
  scenario: Scenario,
  targetId: string,
  keyId: string,
  text: string,
): Pasted | undefined {
  const arn = parseArn(text.trim());
  const target = scenario.targets.find(({ id }) => id === targetId);
  if (arn?.service !== "kms" || !target) return undefined;
  const named = nameIn(arn.resource);
  if (!named)
    return refused("This ARN names neither a key nor an alias. It must end in key/… or alias/….");
  const misfit = partitionMisfit(scenario, arn.partition) ?? placeMisfit(arn.region, arn.account);
  if (misfit) return refused(misfit);

  const fill: Change = (now) =>
    withKey(now, keyId, ({ states: _, ...key }) => ({ ...key, ...named(key, arn.region) }));
  const move: Change = (now) =>
    fill(withTarget(now, targetId, (target) => ({ ...target, account: arn.account })));
  if (target.account === arn.account) return { outcome: "filled", change: fill };
  const only = target.keys.length === 1;
  if (only && (target.account === "" || isExample(target.account)))
    return { outcome: "filled", change: move };
  return {
    outcome: "ask",
    title: `This key is in account ${arn.account}, not in ${target.account || "this target"}.`,
    choices: [
      { label: "Change this target’s account", change: move },
      {
        label: `Keep ${target.account || "no account"}, use the rest`,
        change: fill,
      },
    ],
  };
}

/** The answers of a key that the resource part of its ARN gives. */
function nameIn(resource: string): ((key: Key, region: string) => Partial<Key>) | undefined {
  if (resource === "alias/aws/ebs") return (_, region) => ({ type: "aws-managed", region });
  if (resource.startsWith("alias/"))
    return (key, region) => ({
      type: key.type === "aws-managed" ? "customer-managed" : key.type,
      region,
      naming: { by: "alias", alias: resource },
    });
  if (!resource.startsWith("key/")) return undefined;
  const keyId = resource.slice("key/".length);
  return (key, region) => {
    const multiRegion = keyId.startsWith("mrk-");
    return {
      type: multiRegion ? "multi-region" : "customer-managed",
      region,
      replicaRegions: key.replicaRegions.filter((replica) => replica !== region),
      // A multi-Region key cannot be in a custom key store.
      origin: multiRegion && key.origin === "custom-key-store" ? "kms" : key.origin,
      naming: { by: "arn", keyId },
    };
  };
}

function placeMisfit(region: string, account: string): string | undefined {
  if (!partitionOfRegion(region))
    return `AWS has no region ${region || "without a name"}. Check the ARN.`;
  return accountMisfit(account);
}
