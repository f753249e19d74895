import { error, type Problem, tagProblems } from "./problem.ts";
import type { Scenario } from "./scenario.ts";

/** Problems of an alias prefix that names keys. */
export function aliasPrefixProblems(path: string, prefix: string): readonly Problem[] {
  if (prefix.startsWith("alias/aws/"))
    return [error(path, "Aliases that begin with alias/aws/ belong to AWS managed keys.")];
  if ("alias/aws/".startsWith(prefix) && prefix !== "")
    return [error(path, "This prefix matches aliases of AWS managed keys. Make it longer.")];
  if (!/^alias\/[\w/-]{1,240}$/.test(prefix))
    return [error(path, "Begin with alias/ and use letters, digits, / _ and - only.")];
  return [];
}

/** Problems of how the platform role's policy names keys and roles of other accounts. */
export function platformNamingProblems(scenario: Scenario): readonly Problem[] {
  const naming = scenario.platformNaming;
  if (!naming) return [];
  if (naming.by === "alias")
    return aliasPrefixProblems("platformNaming.aliasPrefix", naming.aliasPrefix);
  const path = "platformNaming.tag";
  if (/^aws:/i.test(naming.tagKey))
    return [error(path, "Tags that begin with aws: are reserved for AWS. Choose another.")];
  const problems = tagProblems(naming, path);
  return problems.length > 0 || !hasOtherValue(scenario, naming)
    ? problems
    : [
        error(
          path,
          "A key of the list is named by this tag with another value. Choose another tag.",
        ),
      ];
}

/** A key has one value for a tag, and condition keys match in any case. */
function hasOtherValue(
  { platform, targets }: Scenario,
  { tagKey, tagValue }: { readonly tagKey: string; readonly tagValue: string },
): boolean {
  return targets.some(({ account, keys }) =>
    keys.some(
      ({ type, naming }) =>
        account !== platform.account &&
        type !== "aws-managed" &&
        naming.by === "tag" &&
        naming.tagKey.toLowerCase() === tagKey.toLowerCase() &&
        (naming.tagKey !== tagKey || naming.tagValue !== tagValue),
    ),
  );
}
