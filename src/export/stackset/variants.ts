import { sourcesOf } from "#scenario";
import type { AccountPlan, Choices, DocumentWithReason } from "../cloudformation/account-plan.ts";
import { notAsWritten } from "../cloudformation/as-written.ts";
import { planStacks } from "../cloudformation/plan.ts";
import type { Template } from "../cloudformation/template.ts";
import type { Rollout } from "../rollout.ts";
import { generalise } from "./generalise.ts";

/** A template, and the accounts whose documents it gives, word for word. */
export interface Variant {
  readonly kind: "target-role" | "keys" | "replicas";
  /** Where it goes; roles go to one region that the reader chooses. */
  readonly region?: string;
  readonly template: Template;
  readonly accounts: readonly string[];
  /** Whether it names keys by id: no other account has such keys. */
  readonly namesKeys: boolean;
}

/** The templates that the targets need, and the documents that no StackSet deploys. */
export interface Variants {
  readonly variants: readonly Variant[];
  readonly leftOut: readonly DocumentWithReason[];
  /** Documents that StackSets do not put in place: of keys that exist, of trust policies of roles that exist. */
  readonly elsewhere: readonly DocumentWithReason[];
  readonly notes: readonly string[];
}

/**
 * What a StackSet can roll out: the plan of each account, said for any account; accounts for which that is the same
 * share a template. The platform's own role is no part of it, nor are keys that exist. Those with the most accounts
 * come first.
 */
export function variantsOf(rollout: Rollout, choices: Choices): Variants {
  const { scenario } = rollout;
  const accounts = rollout.accounts.map((account) => ({
    ...account,
    roles: account.roles.filter(({ isPlatform }) => !isPlatform),
  }));
  const plans = planStacks({ ...rollout, accounts }, choices, notAsWritten);
  const withKeyIds = new Set(
    sourcesOf(scenario)
      .filter(({ key }) => key.type !== "aws-managed" && key.naming.by === "arn")
      .map(({ target }) => target.account),
  );
  const found = new Map<string, Variant>();
  for (const variant of plans.flatMap((plan) => ofAccount(plan)))
    merge(variant, JSON.stringify([variant.kind, variant.region, variant.template]));
  return {
    variants: [...found.values()].sort(
      (one, other) =>
        Number(one.kind !== "target-role") - Number(other.kind !== "target-role") ||
        other.accounts.length - one.accounts.length,
    ),
    leftOut: plans.flatMap(({ leftOut }) => leftOut),
    elsewhere: plans.flatMap(({ byHand, stacks }) => [
      ...byHand,
      ...stacks
        .filter(({ imports }) => imports)
        .flatMap(({ keys }) => keys.map(({ key: { document } }) => ({ document, why: exists }))),
    ]),
    notes: [...new Set(plans.flatMap(({ notes }) => notes))],
  };

  function ofAccount({ account, stacks }: AccountPlan): readonly Variant[] {
    return stacks
      .filter(({ imports }) => !imports)
      .map(({ template, keys, region }) => {
        const [first] = keys;
        const kind = first ? (first.key.replicaOf ? "replicas" : "keys") : "target-role";
        const said = generalise(template, { account, scenario });
        return {
          kind,
          ...(first ? { region } : {}),
          template: { ...said, description: descriptions[kind] },
          accounts: [account],
          namesKeys: withKeyIds.has(account),
        };
      });
  }

  function merge(variant: Variant, signature: string): void {
    const known = found.get(signature);
    if (!known) found.set(signature, variant);
    else
      found.set(signature, {
        ...known,
        accounts: [...known.accounts, ...variant.accounts],
        namesKeys: known.namesKeys || variant.namesKeys,
      });
  }
}

const exists = "the key exists, and a StackSet imports nothing";

const descriptions: Readonly<Record<Variant["kind"], string>> = {
  "target-role": "Keyhole: the role that the forensic platform assumes in this account.",
  keys: "Keyhole: keys of the import in this account and region.",
  replicas: "Keyhole: replicas of multi-Region keys of the import in this account and region.",
};
