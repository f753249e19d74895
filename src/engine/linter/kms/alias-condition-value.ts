import { parseArn } from "#policy";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { aliasKeys } from "./key-properties.ts";

const limited = (value: string) =>
  policy(allow("kms:Decrypt", { Condition: { StringEquals: { "kms:RequestAlias": value } } }));

/** An alias is compared as `alias/name`. */
export const aliasConditionValue: Rule = {
  id: "alias-condition-value",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "A value of `kms:RequestAlias` or `kms:ResourceAliases` does not begin with `alias/`.",
    why: "The request has `alias/name`: an ARN or a bare name never fits.",
    failing: limited("arn:aws:kms:us-east-1:111111111111:alias/forensics"),
    passing: limited("alias/forensics"),
    source: "KMS Developer Guide, kms:RequestAlias; kms:ResourceAliases",
  },
  *check({ tree, statements }) {
    for (const { key, operator, values } of statements.flatMap(({ tests }) => tests)) {
      if (!aliasKeys.includes(key) || operator.family === "Null") continue;
      for (const value of values) {
        const { text } = value;
        if (beginnings.some((beginning) => text.startsWith(beginning))) continue;
        const name = parseArn(text)?.resource ?? `alias/${text}`;
        yield {
          at: value,
          message: `\`${text}\` never fits: the request has the alias as \`alias/name\``,
          fix:
            name.startsWith("alias/") && text !== "" ? replaceInList(tree, value, name) : undefined,
        };
      }
    }
  },
};

const beginnings = ["alias/", "*", "?", "${"];
