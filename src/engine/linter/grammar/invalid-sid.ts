import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndTrust } from "../rule-kinds.ts";

/** A Sid with a character that IAM does not take. */
export const invalidSid: Rule = {
  id: "invalid-sid",
  severity: "error",
  kinds: identityAndTrust,
  docs: {
    what: "A Sid holds something else than the letters A–Z, a–z and digits.",
    why: "IAM refuses the document. Only a key policy's Sids may hold spaces.",
    failing: policy(allow("kms:DescribeKey", { Sid: "look up the key" })),
    passing: policy(allow("kms:DescribeKey", { Sid: "LookUpTheKey" })),
    source: "IAM User Guide, IAM JSON policy elements: Sid; Access Analyzer (Unsupported Sid)",
  },
  *check({ statements }) {
    const sids = statements.map(({ sid }) => sid);
    for (const { sid, members } of statements) {
      const value = members.get("Sid")?.value;
      if (!value || sid === undefined || /^[A-Za-z0-9]*$/.test(sid)) continue;
      const plain = plainSid(sid);
      yield {
        at: placeOf(value),
        message: `IAM refuses the Sid \`${sid}\`: it takes letters and digits only`,
        fix: sids.includes(plain) ? undefined : replaceString(placeOf(value), plain),
      };
    }
  },
};

/** The Sid without its other characters; the word after one begins with a capital. */
function plainSid(sid: string): string {
  const [first = "", ...rest] = sid.split(/[^A-Za-z0-9]+/);
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
