import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A Version that never was. */
export const invalidVersion: Rule = {
  id: "invalid-version",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "Version is neither `2012-10-17` nor `2008-10-17`. It names the policy language, not the day of the last change.",
    why: "AWS refuses the document.",
    failing: policy(allow("kms:DescribeKey")).replace("2012-10-17", "2024-06-01"),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Invalid version)",
  },
  *check({ members }) {
    const value = members.get("Version")?.value;
    if (typeof value?.value !== "string" || versions.includes(value.value)) return;
    yield {
      at: placeOf(value),
      message: `AWS refuses the document: \`${value.value}\` is no version of the policy language`,
      fix: replaceString(placeOf(value), "2012-10-17"),
    };
  },
};

const versions = ["2012-10-17", "2008-10-17"];
