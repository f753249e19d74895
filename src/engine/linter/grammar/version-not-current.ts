import { openingOf, placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { addFirstMember, replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** Without the current Version, variables stay literal text. */
export const versionNotCurrent: Rule = {
  id: "version-not-current",
  severity: "warning",
  kinds: everyKind,
  docs: {
    what: "Version is absent or `2008-10-17`.",
    why: "AWS then reads the older policy language, in which variables such as `${aws:username}` are plain text.",
    failing: policy(allow("kms:DescribeKey")).replace("2012", "2008"),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, IAM JSON policy elements: Version; Access Analyzer (Missing version)",
  },
  *check({ text, tree, members, isOldVersion }) {
    if (!isOldVersion) return;
    const version = members.get("Version");
    const message = "policy variables stay plain text: this is the language of 2008";
    yield version
      ? { at: placeOf(version.value), message, fix: replaceString(placeOf(version.value), current) }
      : {
          at: openingOf(tree),
          message,
          fix: addFirstMember(text, tree, `"Version": "${current}"`),
        };
  },
};

const current = "2012-10-17";
