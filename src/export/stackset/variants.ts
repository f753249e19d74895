import { sourcesOf } from "#scenario";
import type { AccountPlan, Choices, DocumentWithReason } from "../cloudformation/account-plan.ts";
import { notAsWritten } from "../cloudformation/as-written.ts";
import { planStacks } from "../cloudformation/plan.ts";
import type { Template } from "../cloudformation/template.ts";
import type { AccountRollout, Rollout } from "../rollout.ts";
import { generalise } from "./generalise.ts";
import { withPlainIds } from "./plain-ids.ts";

/** A template, and the accounts whose documents it gives, word for word. */
export interface Variant {
  readonly kind: "target-role" | "keys" | "replicas";
  /** Where it goes; roles go to one region that the reader chooses. */
  readonly region?: string;
  readonly template: Template;
  readonly accounts: readonly string[];
  /** What each account's stack says for the parameters that have no default; in the order of `accounts`. */
  readonly own: readonly Readonly<Record<string, string>>[];
  /** Whether it makes replicas of keys that first need their key material. */
  readonly awaitsMaterial: boolean;
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
 * Source: CloudFormation User Guide, "StackSets concepts": all accounts of a StackSet get one template.
 */
export function variantsOf(rollout: Rollout, choices: Choices): Variants {
  const { scenario } = rollout;
  const accounts = rollout.accounts.map((account) => ({
    ...account,
    roles: account.roles.filter(({ isPlatform }) => !isPlatform),
  }));
  const plans = planStacks({ ...rollout, accounts }, choices, notAsWritten);
  const keyIds = new Map<string, string[]>();
  for (const { key, target } of sourcesOf(scenario)) {
    if (key.type === "aws-managed" || key.naming.by !== "arn") continue;
    const known = keyIds.get(target.account) ?? [];
    if (!known.includes(key.naming.keyId)) keyIds.set(target.account, [...known, key.naming.keyId]);
  }
  const found = new Map<string, AccountTemplate[]>();
  for (const one of plans.flatMap((plan, index) => ofAccount(plan, accounts[index]))) {
    choices.onWork?.();
    const signature = JSON.stringify([one.kind, one.region, one.shared]);
    const alike = found.get(signature);
    if (alike) alike.push(one);
    else found.set(signature, [one]);
  }
  return {
    variants: [...found.values()]
      .map((alike) => variantOf(alike, choices))
      .sort(
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

  function ofAccount(
    { account, stacks }: AccountPlan,
    rollout: AccountRollout | undefined,
  ): readonly AccountTemplate[] {
    choices.onWork?.();
    return stacks
      .filter(({ imports }) => !imports)
      .map(({ template, keys, region }) => {
        const [first] = keys;
        const kind = first ? (first.key.replicaOf ? "replicas" : "keys") : "target-role";
        const own =
          first || !rollout ? {} : namesOf(rollout, inOrderOf(template, keyIds.get(account) ?? []));
        return {
          kind,
          ...(first ? { region } : {}),
          account,
          own,
          template: generalise(
            { ...template, description: descriptions[kind] },
            { account, scenario, own: {} },
          ),
          shared: generalise(withPlainIds({ ...template, description: descriptions[kind] }), {
            account,
            scenario,
            own,
          }),
          awaitsMaterial: keys.some(({ key }) => key.replicaOf && key.key.origin === "imported"),
          namesKeys: keyIds.has(account),
        };
      });
  }
}

/** A template of one account, with its names and ids, and with parameters for them. */
interface AccountTemplate
  extends Pick<Variant, "kind" | "region" | "awaitsMaterial" | "namesKeys" | "template"> {
  readonly account: string;
  readonly own: Readonly<Record<string, string>>;
  readonly shared: Template;
}

/** One StackSet for accounts whose templates differ only in names and ids; without parameters if they do not. */
function variantOf(alike: readonly AccountTemplate[], { onWork }: Choices): Variant {
  const [first] = alike as readonly [AccountTemplate, ...AccountTemplate[]];
  const texts = new Set(
    alike.map(({ template }) => {
      onWork?.();
      return JSON.stringify(template);
    }),
  );
  const { kind, region } = first;
  const isShared = texts.size > 1;
  const differs = (name: string) => alike.some(({ own }) => own[name] !== first.own[name]);
  const asked = Object.keys(first.shared.parameters).filter(differs);
  return {
    kind,
    ...(region === undefined ? {} : { region }),
    template: isShared ? withDefaults(first.shared, first.own, asked) : first.template,
    accounts: alike.map(({ account }) => account),
    own: isShared
      ? alike.map(({ own }) =>
          Object.fromEntries(Object.entries(own).filter(([name]) => asked.includes(name))),
        )
      : [],
    awaitsMaterial: alike.some((one) => one.awaitsMaterial),
    namesKeys: alike.some(({ namesKeys }) => namesKeys),
  };
}

/** The ids in the order in which a template names them, which is not the same in each account's answers. */
function inOrderOf(template: Template, ids: readonly string[]): readonly string[] {
  const text = JSON.stringify(template.resources);
  const found = ids.map((id) => ({ id, at: text.indexOf(id) })).filter(({ at }) => at >= 0);
  return found.sort((one, other) => one.at - other.at).map(({ id }) => id);
}

/** Gives the parameters that have one value in all accounts this value. */
function withDefaults(
  template: Template,
  own: Readonly<Record<string, string>>,
  asked: readonly string[],
): Template {
  const parameters = Object.entries(template.parameters).map(([name, parameter]) => {
    const Default = asked.includes(name) ? undefined : own[name];
    return [name, Default === undefined ? parameter : { ...parameter, Default }];
  });
  return { ...template, parameters: Object.fromEntries(parameters) };
}

/** What is an account's own in the template of its roles, by parameter: roles, their policies, keys. */
function namesOf(
  { roles }: AccountRollout,
  keyIds: readonly string[],
): Readonly<Record<string, string>> {
  const named = (stem: string, values: readonly string[]) =>
    values.map((value, index): [string, string] => [`${stem}${index + 1}`, value]);
  return Object.fromEntries([
    ...named(
      "PolicyName",
      roles.flatMap(({ policies }) => policies.map(({ name }) => name)),
    ),
    ...named(
      "RoleName",
      roles.map(({ name }) => name),
    ),
    ...named("KeyId", keyIds),
  ]);
}

const exists = "the key exists, and a StackSet imports nothing";

const descriptions: Readonly<Record<Variant["kind"], string>> = {
  "target-role": "Keyhole: the role that the forensic platform assumes in this account.",
  keys: "Keyhole: keys of the import in this account and region.",
  replicas: "Keyhole: replicas of multi-Region keys of the import in this account and region.",
};
