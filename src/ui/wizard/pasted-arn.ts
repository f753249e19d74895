import { accountId, parseArn } from "#policy";
import type { Scenario } from "#scenario";
import { isExample } from "./problems.ts";

/** A change of the answers. */
export type Change = (scenario: Scenario) => Scenario;

/** The result of a pasted ARN: changed answers, a question to the user, or the reason why it does not fit. */
export type Pasted =
  | { readonly outcome: "filled"; readonly change: Change }
  | {
      readonly outcome: "ask";
      readonly title: string;
      readonly choices: readonly { readonly label: string; readonly change: Change }[];
    }
  | { readonly outcome: "refused"; readonly why: string };

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

/** Why an ARN of this partition does not fit the answers. */
export function partitionMisfit(scenario: Scenario, partition: string): string | undefined {
  return partition === scenario.partition
    ? undefined
    : `This ARN is in partition ${partition}, your answers are in ${scenario.partition}. Change the partition first.`;
}

/** Why a text is no account id. */
export function accountMisfit(account: string): string | undefined {
  return accountId(account)
    ? undefined
    : `${account || "Nothing"} is not an account id. Check the ARN.`;
}

/** A pasted ARN that changes no answer. */
export function refused(why: string): Pasted {
  return { outcome: "refused", why };
}
