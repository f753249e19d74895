import { actionGroupOf, actionGroups } from "#acquisition";
import {
  isOwnRule,
  isRulePrincipal,
  newRuleId,
  type OwnRule,
  type RuleCondition,
  type Scenario,
} from "#scenario";

/** Whom a rule is about, as the editor asks for it. */
export type Subjects = "everyone" | "others" | "these";

/** A rule while it is edited. */
export interface RuleDraft {
  readonly subjects: Subjects;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  /** `null`: every key. */
  readonly keys: readonly string[] | null;
  readonly onlyWhen: readonly RuleCondition[];
}

const blank: RuleDraft = {
  subjects: "others",
  principals: ["import-roles", "ec2"],
  actions: actionGroups.find(({ id }) => id === "use")?.actions ?? [],
  keys: null,
  onlyWhen: [],
};

/** What the editor begins with. */
export function draftOf(rule: OwnRule | undefined): RuleDraft {
  if (!rule) return blank;
  const { who, principals, actions, keys, onlyWhen } = rule;
  return {
    subjects: who === "others" && principals.length === 0 ? "everyone" : who,
    principals,
    actions,
    keys: keys ?? null,
    onlyWhen,
  };
}

/** The rule that a draft says. */
export function ruleOf(draft: RuleDraft, id: string): OwnRule {
  const { subjects, principals, actions, keys, onlyWhen } = draft;
  return {
    id,
    who: subjects === "these" ? "these" : "others",
    principals: subjects === "everyone" ? [] : principals,
    actions,
    ...(keys ? { keys } : {}),
    onlyWhen,
  };
}

/** What the user must change before the rule can be kept, by field. */
export function problemsOf({ subjects, principals, actions, keys }: RuleDraft) {
  return {
    ...(subjects !== "everyone" && principals.length === 0
      ? { principals: "Choose at least one principal, or choose “Everyone”." }
      : {}),
    ...(actions.length === 0 ? { actions: "Add at least one action." } : {}),
    ...(keys?.length === 0 ? { keys: "Choose at least one key, or choose “Every key”." } : {}),
  };
}

/** A text as a principal of a rule; `undefined` if it is none. */
export function principalIn(text: string): string | undefined {
  const name = text.trim();
  return isRulePrincipal(name) ? name : undefined;
}

/** Whether a condition on grants is asked of actions that never carry it. Source: KMS Developer Guide, "kms:GrantIsForAWSResource". */
export function asksGrantsOfOthers({ actions, onlyWhen }: RuleDraft): boolean {
  return (
    onlyWhen.some(({ by }) => by === "aws-resources") &&
    !actions.every((action) => /^kms:(?:CreateGrant|ListGrants|RevokeGrant)$/i.test(action))
  );
}

/** The answers with a rule added or replaced. */
export function withRule(scenario: Scenario, draft: RuleDraft, id: string | undefined): Scenario {
  const { mustNever = [] } = scenario;
  const rule = ruleOf(draft, id ?? newRuleId(mustNever));
  if (!isOwnRule(rule)) return scenario;
  return {
    ...scenario,
    mustNever:
      id === undefined
        ? [...mustNever, rule]
        : mustNever.map((other) => (other.id === id ? rule : other)),
  };
}

/** The answers without a rule. */
export function withoutRule({ mustNever = [], ...scenario }: Scenario, id: string): Scenario {
  const rest = mustNever.filter((rule) => rule.id !== id);
  return rest.length > 0 ? { ...scenario, mustNever: rest } : scenario;
}

/** The name of the group of actions that is chosen; `named` if the actions are named one by one. */
export function chosenGroup(actions: readonly string[]): string {
  return actionGroupOf(actions)?.id ?? "named";
}
