import {
  isOwnRule,
  type OwnRule,
  type RuleCondition,
  ruleConditions,
  ruleLimits,
  ruleSubjects,
} from "#scenario";
import type { Reader } from "./reader.ts";

/** The user's rules in untrusted answers. A rule with an invalid part is dropped whole, because it would say something else. */
export function ownRulesOf(
  reader: Reader,
  name: string,
): { readonly mustNever?: readonly OwnRule[] } {
  const ids = new Set<string>();
  const rules = reader.items(name, ruleLimits.rules).flatMap((item): OwnRule[] => {
    const id = item.ownId();
    const who = item.optionalChoice("who", ruleSubjects);
    const keys = item.optionalTexts("keys", ruleLimits.keys);
    const rule = {
      principals: item.texts("principals", ruleLimits.principals),
      actions: item.texts("actions", ruleLimits.actions),
      ...(keys ? { keys } : {}),
    };
    const conditions = item.items("onlyWhen", ruleConditions.length);
    const onlyWhen = conditions.flatMap((condition) => conditionOf(condition) ?? []);
    item.end();
    const isWhole = item.isWhole() && onlyWhen.length === conditions.length;
    if (
      id === undefined ||
      ids.has(id) ||
      !who ||
      !isWhole ||
      !isOwnRule({ id, who, onlyWhen, ...rule })
    ) {
      item.refuse();
      return [];
    }
    ids.add(id);
    return [{ id, who, ...rule, onlyWhen }];
  });
  return rules.length > 0 ? { mustNever: rules } : {};
}

function conditionOf(reader: Reader): RuleCondition | undefined {
  const by = reader.optionalChoice("by", ruleConditions);
  const hasRegions = by === "through-ec2" || by === "region";
  const condition: RuleCondition | undefined = hasRegions
    ? { by, regions: reader.texts("regions", ruleLimits.regions) }
    : by && { by };
  reader.end();
  return condition;
}
