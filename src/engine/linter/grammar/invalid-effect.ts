import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** An Effect other than `Allow` and `Deny`. */
export const invalidEffect: Rule = {
  id: "invalid-effect",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "Effect is not exactly `Allow` or `Deny`. Case counts.",
    why: "AWS refuses the document.",
    failing: policy(allow("kms:DescribeKey", { Effect: "allow" })),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Invalid effect)",
  },
  *check({ statements }) {
    for (const { effect, members } of statements) {
      const value = members.get("Effect")?.value;
      if (!value || effect === undefined || effects.includes(effect)) continue;
      const meant = effects.find((known) => known.toLowerCase() === effect.trim().toLowerCase());
      yield {
        at: placeOf(value),
        message: `AWS refuses the document: an effect is \`Allow\` or \`Deny\`, not \`${effect}\``,
        fix: meant ? replaceString(placeOf(value), meant) : undefined,
      };
    }
  },
};

const effects = ["Allow", "Deny"];
