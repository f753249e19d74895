import type { ExportedDocument } from "#export";

/** Texts that are code, or end a text, in some language that is exported. */
export const hostileTexts: readonly string[] = [
  `"`,
  `'`,
  `\\`,
  "`touch canary`",
  "$(touch canary)",
  "'$(touch canary)'",
  "; touch canary #",
  "\ntouch canary\n",
  '"\n}\nresource "null_resource" "canary" {}\n#',
  '${file("/etc/passwd")}',
  "$${x}",
  "%{if true}x%{endif}",
  "&{aws:username}",
  "# comment",
  "*/ // <!-- -->",
  "</script><script>alert(1)</script>",
  "\nEOF\n",
  "-x --apply",
  "~ * ? [a] {a,b} !! %s %n \\0 \\x41",
  "a  b\té\u00a0",
];

/**
 * Documents of the preset `cross-account` that have a hostile text wherever a user can put one: role names
 * and paths, every place of the documents' text, the words for a key.
 */
export function hostileDocuments(text: string): readonly ExportedDocument[] {
  const known = {
    Id: text,
    Statement: [
      {
        Sid: "S1",
        Effect: "Allow",
        Action: [text, "kms:Decrypt"],
        Resource: [text],
        Condition: { [text]: { [text]: [text, "x"], "aws:PrincipalTag/x": text } },
      },
    ],
  };
  const principal = { AWS: [text], Service: text };
  const role = {
    owner: "t1",
    account: "222222222222",
    name: text,
    attachTo: {
      to: "role" as const,
      roleName: text,
      roleArn: `arn:aws:iam::222222222222:role/${text}/x`,
    },
    statements: [{ sid: text, reason: text, serves: [text], source: text }],
  };
  const written = (policy: object) => JSON.stringify({ Version: "2012-10-17", ...policy }, null, 2);
  const withPrincipal = known.Statement.map((statement) => ({
    ...statement,
    Principal: principal,
  }));
  return [
    { ...role, id: "t1/identity", kind: "identity", text: written(known) },
    {
      ...role,
      id: "t1/trust",
      kind: "trust",
      // What no format knows must come out too.
      text: written({ Statement: [{ ...withPrincipal[0], Sid: text, [text]: [text] }], [text]: 1 }),
    },
    {
      id: "t1/k1/key",
      owner: "t1",
      kind: "key",
      account: "222222222222",
      region: "eu-west-1",
      name: text,
      attachTo: { to: "key", keyArn: `arn:aws:kms:eu-west-1:222222222222:key/${text}`, keys: text },
      text: written({ Statement: withPrincipal }),
      statements: role.statements,
    },
    { ...role, id: "t1/identity/2", kind: "identity", text: `no JSON: ${text}` },
  ];
}
