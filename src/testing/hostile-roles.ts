import type { ExportedDocument } from "#export";
import { hostileTexts } from "./hostile-documents.ts";

const more: readonly string[] = [
  `"`,
  `'`,
  "`",
  "\\",
  "$(touch owned)",
  "`touch owned`",
  "; touch owned #",
  "${x}",
  "${AWS::AccountId}",
  "${process.exit(1)}",
  "%{x}",
  "# x",
  "a\nb",
  "a\r\n- b: c",
  "```\n</script>",
  "</script><script>",
  "*/ process.exit(1) /*",
  "// x",
  "Fn::Sub",
  "Ref",
  "!Sub x",
  "!Ref x",
  ": ",
  "a: b",
  "- ",
  "&a",
  "*a",
  "[a](javascript:b)",
  "**a**",
  "~",
  "yes",
  "012345678901",
  "2012-10-17",
  "../../etc/passwd",
  "-x",
  "--help",
  "constructor",
  "\u2028",
  "\u0085",
  "\u202e",
  "é",
];

/** The hostile texts of all formats, and what means something in YAML, TypeScript, Markdown or a template. */
export const hostileNames: readonly string[] = [...new Set([...hostileTexts, ...more])];

/**
 * Roles that are called so, an account each, with policies that have it in every place. Also what CDK and
 * templates might drop: empty lists and objects.
 */
export function hostileRoles(): readonly ExportedDocument[] {
  return hostileNames.flatMap((text, index) => {
    const account = String(300000000000 + index);
    const attachTo = {
      to: "role",
      roleName: text,
      roleArn: `arn:aws:iam::${account}:role/${text}/${text}`,
    } as const;
    // As a member it would be a function, and the document refused.
    const member = /^(Ref$|Fn::)/.test(text) ? `x${text}` : text;
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Id: text,
      Statement: [
        {
          Sid: text,
          Effect: "Allow",
          Action: [text, "kms:Decrypt"],
          Resource: `arn:aws:kms:us-east-1:${account}:key/${text}`,
          Condition: { StringLike: { [member]: [text], x: "${aws:username}" }, Bool: {}, Null: [] },
          [member]: { [member]: [[], {}, "", 0, true] },
        },
      ],
    });
    const document = {
      owner: `h${index}`,
      account,
      name: text,
      attachTo,
      text: policy,
      statements: [],
    };
    return [
      { ...document, id: `h${index}/identity`, kind: "identity" as const },
      { ...document, id: `h${index}/trust`, kind: "trust" as const },
    ];
  });
}
