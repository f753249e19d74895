import { accountNamesOf } from "../file-names.ts";
import type { Rollout } from "../rollout.ts";
import type { AccountPlan, Choices, Refusal } from "./account-plan.ts";
import { planKeys } from "./plan-keys.ts";
import { planRoles } from "./plan-roles.ts";

/**
 * Plans the stacks of every account. Keys and roles have separate stacks: keys are regional, an import creates nothing
 * else, and a key policy may name only roles that exist. Replicas and their primary keys have separate stacks too. Source: CloudFormation User Guide, "Bringing existing resources into CloudFormation management".
 */
export function planStacks(
  { accounts, scenario }: Rollout,
  choices: Choices,
  refusal: Refusal,
): readonly AccountPlan[] {
  const words = accountNamesOf(accounts.map(({ account }) => account));
  return accounts.map((account, index) => {
    choices.onWork?.();
    const word = words[index] ?? "";
    const place = { partition: scenario.partition, account, word };
    const parts = [planRoles(place, choices, refusal), planKeys(place, choices, refusal)];
    return {
      account: account.account,
      word,
      isPlatform: account.isPlatform,
      stacks: parts.flatMap(({ stacks }) => stacks),
      byHand: parts.flatMap(({ byHand }) => byHand),
      leftOut: parts.flatMap(({ leftOut }) => leftOut),
      notes: parts.flatMap(({ notes }) => notes),
    };
  });
}
