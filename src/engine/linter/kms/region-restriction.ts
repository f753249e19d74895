import { globMatches } from "#policy";
import type { ConditionTest, LintedDocument, StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** A list of regions has to hold the platform's and the source's. */
export const regionRestriction: Rule = {
  id: "region-restriction",
  severity: "suggestion",
  kinds: identityAndKey,
  docs: {
    what: "A statement about KMS actions tests `aws:RequestedRegion`.",
    why: "An import calls KMS in the source's region and in the platform's: if one is missing, it stops there.",
    failing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }),
    ),
    passing: policy(allow("kms:Decrypt")),
    source: "IAM User Guide, aws:RequestedRegion",
  },
  *check(document) {
    for (const statement of document.statements) {
      if (!isAboutKms(statement)) continue;
      for (const test of statement.tests) {
        if (!isRegionTest(test)) continue;
        const missing = document.known.regions?.filter((region) =>
          stops(document, statement, test, region),
        );
        yield missing?.[0]
          ? {
              at: test.keyAt,
              severity: "error",
              message: `the import stops: this leaves out ${missing.join(", ")}, where it calls KMS`,
            }
          : {
              at: test.keyAt,
              message:
                "the import calls KMS in the source's region and in the platform's: check that both are in",
            };
      }
    }
  },
};

const isAboutKms = ({ actions }: StatementView) => actions.some(({ kms }) => kms.length > 0);
const isRegionTest = ({ key, operator }: ConditionTest) =>
  key === "aws:requestedregion" && operator.family === "String";

/** Whether the condition keeps requests in a region from what the import needs. */
function stops(
  { allows }: LintedDocument,
  { effect }: StatementView,
  test: ConditionTest,
  region: string,
): boolean {
  if (effect === "Deny") return holds(test, region);
  if (holds(test, region)) return false;
  return !allows.some(
    (other) =>
      isAboutKms(other) && other.tests.every((one) => !isRegionTest(one) || holds(one, region)),
  );
}

function holds({ operator, values }: ConditionTest, region: string): boolean {
  const any = values.some(({ text }) => {
    const value = operator.name.includes("IgnoreCase") ? text.toLowerCase() : text;
    return operator.takesWildcards ? globMatches(value, region) : value === region;
  });
  return operator.isNegated ? !any : any;
}
