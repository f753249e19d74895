import { accountId, isOrganizationId, parseArn } from "#policy";
import { isRegion } from "#policy/kms";

/**
 * A rule of the user for the keys of the import: who must never do what, or only under conditions. It changes no document;
 * it is proved or refuted like the claims.
 */
export interface OwnRule {
  /** Identifies the rule at any place in the list. */
  readonly id: string;
  /** Whether the rule is about these principals, or about everyone but them. Everyone but nobody is everyone. */
  readonly who: "these" | "others";
  /** What `isRulePrincipal` accepts. */
  readonly principals: readonly string[];
  /** Actions of KMS, with or without wildcards: `kms:Decrypt`, `kms:*`. */
  readonly actions: readonly string[];
  /** The ids of the keys that it is about; if absent, every key of the import. */
  readonly keys?: readonly string[];
  /** It allows the actions if all of these are met; without one, never. */
  readonly onlyWhen: readonly RuleCondition[];
}

export const ruleSubjects = ["these", "others"] as const;

/** What a request must meet. Without regions, the key’s own region is meant. */
export type RuleCondition =
  | { readonly by: "through-ec2"; readonly regions: readonly string[] }
  | { readonly by: "region"; readonly regions: readonly string[] }
  | { readonly by: "aws-resources" }
  | { readonly by: "ebs-data" };

export const ruleConditions = ["through-ec2", "region", "aws-resources", "ebs-data"] as const;

/** Principals that follow the answers, by the name that a rule has for them. */
export const rulePlaceholders = ["import-roles", "import-accounts", "ec2"] as const;

/** The limits of a rule, and of the list of rules. A link or file does not restore more. */
export const ruleLimits = { rules: 20, principals: 20, actions: 20, keys: 50, regions: 20 };

/** Whether a text can be a principal of a rule: a placeholder, an account id, an organization id, or a role's or user's ARN. */
export function isRulePrincipal(text: string): boolean {
  if (rulePlaceholders.some((name) => name === text)) return true;
  if (accountId(text) !== undefined || isOrganizationId(text)) return true;
  const arn = parseArn(text);
  return (
    text.length <= 2_048 &&
    /^[\x21-\x7e]+$/.test(text) &&
    arn?.service === "iam" &&
    accountId(arn.account) !== undefined &&
    /^(?:root$|(?:role|user)\/.)/.test(arn.resource)
  );
}

/** Whether a text is an action of KMS, with or without wildcards. */
export function isRuleAction(text: string): boolean {
  return /^kms:[a-z*?]{1,64}$/i.test(text);
}

/** Whether a rule says something: it has principals if it is about some, an action, and regions that exist. */
export function isOwnRule({ who, principals, actions, keys, onlyWhen }: OwnRule): boolean {
  return (
    (who === "others" || principals.length > 0) &&
    principals.every(isRulePrincipal) &&
    actions.length > 0 &&
    actions.every(isRuleAction) &&
    (keys === undefined || keys.length > 0) &&
    onlyWhen.every((condition) => !("regions" in condition) || condition.regions.every(isRegion))
  );
}

/** An id that no rule of the scenario has. */
export function newRuleId(rules: readonly OwnRule[]): string {
  let number = rules.length + 1;
  while (rules.some(({ id }) => id === `r${number}`)) number += 1;
  return `r${number}`;
}
