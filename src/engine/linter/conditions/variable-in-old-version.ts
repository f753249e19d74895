import type { LintedDocument } from "../document/view.ts";
import { placeOf } from "../document/view.ts";
import { keyArn, policy } from "../examples.ts";
import { addFirstMember, replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Fix } from "../types.ts";
import { hasVariable, textsWithVariables } from "./variables.ts";

const own = {
  Effect: "Allow",
  Action: "kms:DescribeKey",
  Resource: keyArn,
  Condition: { StringEquals: { "aws:ResourceTag/owner": "${aws:username}" } },
};

/** A variable in a document whose language has none. */
export const variableInOldVersion: Rule = {
  id: "variable-in-old-version",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "There is a variable while Version is absent or `2008-10-17`.",
    why: "AWS takes `${…}` as plain text there, so the value never fits.",
    failing: policy(own).replace("2012-10-17", "2008-10-17"),
    passing: policy(own),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Variable unsupported in version)",
  },
  *check(document) {
    if (!document.isOldVersion) return;
    for (const place of textsWithVariables(document))
      if (hasVariable(place.text))
        yield {
          at: place,
          message: `\`${place.text}\` stays plain text: variables want Version 2012-10-17`,
          fix: currentVersion(document),
        };
  },
};

function currentVersion({ text, tree, members }: LintedDocument): Fix {
  const version = members.get("Version");
  if (version) return replaceString(placeOf(version.value), "2012-10-17");
  return addFirstMember(text, tree, '"Version": "2012-10-17"');
}
