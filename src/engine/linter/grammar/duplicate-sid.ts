import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** The same Sid twice. */
export const duplicateSid: Rule = {
  id: "duplicate-sid",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "Two statements have the same Sid. Case counts; empty Sids do not.",
    why: "IAM refuses the document. KMS takes it, but nobody can tell the statements apart by name.",
    failing: policy(allow("kms:DescribeKey", { Sid: "Key" }), allow("kms:Decrypt", { Sid: "Key" })),
    passing: policy(allow("kms:DescribeKey", { Sid: "Key" }), allow("kms:Decrypt", { Sid: "key" })),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Unique Sids required, Unique Sids recommended)",
  },
  *check({ kind, statements }) {
    const taken = new Set(statements.map(({ sid }) => sid));
    const seen = new Set<string>();
    for (const { sid, members } of statements) {
      const value = members.get("Sid")?.value;
      if (!sid || !value) continue;
      if (seen.has(sid)) {
        let number = 2;
        while (taken.has(`${sid}${number}`)) number += 1;
        taken.add(`${sid}${number}`);
        yield {
          at: placeOf(value),
          severity: kind === "key" ? "warning" : "error",
          message:
            kind === "key"
              ? `another statement has the Sid \`${sid}\` too: their names are equal`
              : `IAM refuses the document: another statement has the Sid \`${sid}\` too`,
          fix: replaceString(placeOf(value), `${sid}${number}`),
        };
      }
      seen.add(sid);
    }
  },
};
