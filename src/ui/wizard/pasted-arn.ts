import { accountId, parseArn } from "#policy";
import { partitionOfRegion } from "#policy/kms";
import { type Key, type Scenario, withKey, withTarget } from "#scenario";
import { isExample } from "./problems.ts";

type Change = (scenario: Scenario) => Scenario;

/** The result of a pasted ARN: changed answers, a question to the user, or the reason why it does not fit. */
export type Pasted =
  | { readonly outcome: "filled"; readonly change: Change }
  | {
      readonly outcome: "ask";
      readonly title: string;
      readonly choices: readonly { readonly label: string; readonly change: Change }[];
    }
  | { readonly outcome: "refused"; readonly why: string };

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

/** Reads the ARN of a role into the answers of the platform or a target. Returns `undefined` if the text is no ARN of IAM. */
export function readRoleArn(
  scenario: Scenario,
  place: {
    readonly account: string;
    readonly write: (now: Scenario, account: string, role: string) => Scenario;
  },
  text: string,
): Pasted | undefined {
  const arn = parseArn(text.trim());
  if (arn?.service !== "iam") return undefined;
  if (!arn.resource.startsWith("role/"))
    return refused("This is not the ARN of a role, which looks like arn:…:iam::ACCOUNT:role/NAME.");
  const misfit = partitionMisfit(scenario, arn.partition) ?? accountMisfit(arn.account);
  if (misfit) return refused(misfit);
  const role = arn.resource.slice("role/".length);
  const fill: Change = (now) => place.write(now, arn.account, role);
  if (place.account === arn.account || place.account === "" || isExample(place.account))
    return { outcome: "filled", change: fill };
  return {
    outcome: "ask",
    title: `This role is in account ${arn.account}, not in ${place.account}.`,
    choices: [
      { label: `Change the account to ${arn.account}`, change: fill },
      {
        label: `Keep ${place.account}, use the name`,
        change: (now) => place.write(now, place.account, role),
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

function partitionMisfit(scenario: Scenario, partition: string): string | undefined {
  return partition === scenario.partition
    ? undefined
    : `This ARN is in partition ${partition}, your answers are in ${scenario.partition}. Change the partition first.`;
}

function placeMisfit(region: string, account: string): string | undefined {
  if (!partitionOfRegion(region))
    return `AWS has no region ${region || "without a name"}. Check the ARN.`;
  return accountMisfit(account);
}

function accountMisfit(account: string): string | undefined {
  return accountId(account)
    ? undefined
    : `${account || "Nothing"} is not an account id. Check the ARN.`;
}

function refused(why: string): Pasted {
  return { outcome: "refused", why };
}
