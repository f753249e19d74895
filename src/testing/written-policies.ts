import { type Expected, json, keyPolicy } from "./embedded-policies.ts";

const use = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Use", Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }],
};

/** Texts with policies as people copy them and programs print them, and what is right. */
export const writtenPolicies: readonly (readonly [
  name: string,
  text: string,
  expected: Expected,
])[] = [
  [
    "a quoted mail",
    JSON.stringify(keyPolicy, null, 2).replace(/^/gm, "> > "),
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "lines with numbers",
    JSON.stringify(keyPolicy, null, 2)
      .split("\n")
      .map((line, at) => `${String(at + 1).padStart(3)}  ${line}`)
      .join("\n"),
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "lines in a box of Terraform",
    JSON.stringify(keyPolicy, null, 2).replace(/^/gm, "│ "),
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "a word processor’s quotes",
    json(use).replace(/"([^"]*)"/g, "“$1”"),
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "quotes as escapes of Unicode",
    json(use).replaceAll('"', "\\u0022"),
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "base64",
    Buffer.from(JSON.stringify(use, null, 2)).toString("base64"),
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "a Secret of Kubernetes",
    `apiVersion: v1\nkind: Secret\ndata:\n  policy.json: ${Buffer.from(json(keyPolicy)).toString("base64")}\n`,
    { recognised: /policy in it/, policies: ["key"] },
  ],
  [
    "two statements with the end of a code fence between them",
    `${json(use.Statement[0])}\n\`\`\`\n\n\`\`\`\n${json(use.Statement[0])}`,
    { recognised: /only its statements/, policies: ["identity", "identity"] },
  ],
  [
    "a policy beside a code fence",
    `Statement: see below\n${json(use)}\n\`\`\`\nnpm test\n\`\`\`\n`,
    { recognised: /./, policies: ["identity"] },
  ],
  [
    "an indented part of a template",
    "        - PolicyName: Kms\n          PolicyDocument:\n            Statement:\n              - Action:\n                  - kms:*\n                Effect: Allow\n                Resource: '*'",
    { recognised: /policy in it/, policies: ["identity"] },
  ],
  [
    "Python's print of bytes in a log",
    `10:11:12 - botocore.parsers - DEBUG - Response body:\nb'${json({ Policy: json(keyPolicy), PolicyName: "default" }).replaceAll("\\", "\\\\")}'`,
    { recognised: /get-key-policy/, policies: ["key"] },
  ],
  [
    "Node's print of a text of several lines",
    `{\n  '$metadata': { httpStatusCode: 200 },\n  Policy: ${JSON.stringify(keyPolicy, null, 1)
      .split("\n")
      .map((line) => `'${line}\\n'`)
      .join(" +\n    ")},\n  PolicyName: 'default'\n}`,
    { recognised: /get-key-policy/, policies: ["key"] },
  ],
  [
    "statement blocks of Terraform without their policy",
    '  statement {\n    actions   = ["kms:CreateGrant"]\n    resources = ["arn:aws:kms:*:${local.account}:key/*"]\n    condition {\n      test     = "Bool"\n      variable = "kms:GrantIsForAWSResource"\n      values   = ["true"]\n    }\n  }\n  statement {\n    actions = ["kms:Decrypt"]\n  }',
    { recognised: /Terraform configuration/, policies: ["identity"] },
  ],
  [
    "statements of which the last is cut off",
    `The policy:\n${json(use.Statement[0])},\n{"Effect": "Allow", "Ac`,
    { recognised: /policy in it/, policies: ["identity"], problem: /stands outside/ },
  ],
];
