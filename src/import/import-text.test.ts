import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { accountDetailsOf } from "#testing/fake-account-details";
import { importText } from "./import-text.ts";
import type { Format } from "./imported.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../e2e/imported/${name}`, import.meta.url), "utf8");

const use = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Use", Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }],
};
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: "kms:*",
      Resource: "*",
    },
  ],
};
const trust = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
const json = (value: unknown) => JSON.stringify(value, null, 4);
const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const role = {
  Path: "/team/",
  RoleName: "Response",
  Arn: "arn:aws:iam::222222222222:role/team/Response",
  AssumeRolePolicyDocument: trust,
};

describe("recognises by content", () => {
  const cases: [
    name: string,
    text: string,
    format: Format,
    recognised: string,
    titles: readonly string[],
  ][] = [
    ["an identity policy", json(use), "policy", "An IAM policy in JSON", ["Policy without a name"]],
    ["a key policy", json(keyPolicy), "policy", "A key policy in JSON", ["Policy without a name"]],
    ["a trust policy", json(trust), "policy", "A trust policy in JSON", ["Policy without a name"]],
    [
      "the vendor's policy",
      fixture("vendor-policy.yaml"),
      "policy",
      "An IAM policy in YAML",
      ["Policy without a name"],
    ],
    [
      "a list of statements",
      json(use.Statement),
      "policy",
      "An IAM policy in JSON, only its statements",
      ["Policy without a name"],
    ],
    [
      "one statement",
      json(use.Statement[0]),
      "policy",
      "An IAM policy in JSON, only its statements",
      ["Policy without a name"],
    ],
    [
      "a policy in a JSON string, as --query prints it",
      json(json(keyPolicy)),
      "policy",
      "A key policy in JSON",
      ["Policy without a name"],
    ],
    [
      "a URL-encoded policy",
      encoded(use),
      "policy",
      "An IAM policy in JSON",
      ["Policy without a name"],
    ],
    [
      "get-key-policy",
      fixture("get-key-policy.json"),
      "get-key-policy",
      "Output of aws kms get-key-policy",
      ["Key policy"],
    ],
    [
      "get-key-policy --output yaml",
      `Policy: ${JSON.stringify(json(keyPolicy))}\nPolicyName: default\n`,
      "get-key-policy",
      "Output of aws kms get-key-policy",
      ["Key policy"],
    ],
    [
      "get-role",
      json({ Role: role }),
      "get-role",
      "Output of aws iam get-role",
      ["Trust policy of role Response"],
    ],
    [
      "get-role of the API",
      json({ Role: { ...role, AssumeRolePolicyDocument: encoded(trust) } }),
      "get-role",
      "Output of aws iam get-role",
      ["Trust policy of role Response"],
    ],
    [
      "list-roles",
      json({ Roles: [role, { ...role, RoleName: "Other" }] }),
      "list-roles",
      "Output of aws iam list-roles",
      ["Trust policy of role Response", "Trust policy of role Other"],
    ],
    [
      "get-role-policy",
      json({ RoleName: "Response", PolicyName: "Kms", PolicyDocument: use }),
      "get-inline-policy",
      "Output of aws iam get-role-policy",
      ["Inline policy Kms of role Response"],
    ],
    [
      "get-role-policy of the API",
      json({ RoleName: "Response", PolicyName: "Kms", PolicyDocument: encoded(use) }),
      "get-inline-policy",
      "Output of aws iam get-role-policy",
      ["Inline policy Kms of role Response"],
    ],
    [
      "get-policy-version",
      json({ PolicyVersion: { Document: use, VersionId: "v3", IsDefaultVersion: true } }),
      "get-policy-version",
      "Output of aws iam get-policy-version",
      ["Managed policy, version v3"],
    ],
    [
      "a stack set",
      fixture("stack-set.yaml"),
      "stack-set",
      "CloudFormation template with a StackSet",
      [
        "Trust policy of role CadoResponseCrossAccountRole",
        "Inline policy UseVolumeKeys of role CadoResponseCrossAccountRole",
        "Key policy of VolumeKey",
      ],
    ],
    [
      "get-template",
      json({ TemplateBody: fixture("stack-set.yaml"), StagesAvailable: ["Original"] }),
      "cloudformation",
      "Output of aws cloudformation get-template",
      [
        "Trust policy of role CadoResponseCrossAccountRole",
        "Inline policy UseVolumeKeys of role CadoResponseCrossAccountRole",
        "Key policy of VolumeKey",
      ],
    ],
    [
      "a Terraform plan",
      fixture("terraform-plan.json"),
      "terraform-plan",
      "Terraform plan in JSON",
      [
        "Key policy of aws_kms_key.volumes",
        "Trust policy of role CadoResponseCrossAccountRole",
        "Inline policy UseKeys of role CadoResponseCrossAccountRole",
        "Managed policy ReadBlocks of role CadoResponseCrossAccountRole",
      ],
    ],
    [
      "several outputs after one another",
      `${json({ Role: role })}\n${json({ RoleName: "Response", PolicyName: "Kms", PolicyDocument: use })}`,
      "several",
      "Output of aws iam get-role; Output of aws iam get-role-policy",
      ["Trust policy of role Response", "Inline policy Kms of role Response"],
    ],
  ];
  it.each(cases)("%s", (_name, text, format, recognised, titles) => {
    const imported = importText(text);
    expect(imported.policies.map(({ title }) => title)).toEqual(titles);
    expect(imported).toMatchObject({ format, recognised });
  });

  it.each([
    ["https://keyhole.example/#1.cross-account.AbC-_9", "1.cross-account.AbC-_9"],
    ["<https://keyhole.example/app#1.same-account>", "1.same-account"],
    ["#1.same-account", "1.same-account"],
    ["1.cross-account.AbC-_9", "1.cross-account.AbC-_9"],
  ])("a Keyhole link: %s", (text, fragment) => {
    expect(importText(text)).toMatchObject({ format: "keyhole-link", fragment, policies: [] });
  });

  it.each([
    "https://keyhole.example/#1.cross-account.AbC…",
    "https://keyhole.example/#1.cross-account.AbC\nDeF",
    "<https://keyhole.example/#1.Cross>",
    "#1.cross-account.AbC%3D",
    "1.cross-account.",
  ])("a Keyhole link that cannot be read: %s", (text) => {
    const { recognised, policies, problems } = importText(text);
    expect([recognised, policies, problems.length]).toEqual(["Keyhole link", [], 1]);
    expect(problems[0]?.message).toMatch(
      /^This Keyhole link cannot be read: .* Copy the whole link again/,
    );
  });

  it.each(["#1.first\nStatement: []", "1.5", "see https://keyhole.example/#1.a", "10.0.0.0/8"])(
    "no Keyhole link: %s",
    (text) => {
      expect(importText(text).recognised).not.toBe("Keyhole link");
    },
  );
});

describe("what a policy is attached to", () => {
  it("is what the input says", () => {
    const [policy] = importText(json({ Role: role })).policies;
    expect(policy).toMatchObject({
      kind: "trust",
      account: "222222222222",
      roles: [{ name: "Response", arn: "arn:aws:iam::222222222222:role/team/Response" }],
    });
  });

  it("takes a key's id from the file's name, and its account from its account statement", () => {
    const name = "1234abcd-12ab-34cd-56ef-1234567890ab.json";
    const [policy] = importText(fixture("get-key-policy.json"), name).policies;
    expect(policy).toMatchObject({
      kind: "key",
      account: "222222222222",
      key: { id: "1234abcd-12ab-34cd-56ef-1234567890ab" },
    });
  });

  it("keeps principals that AWS wrote as unique ids", () => {
    expect(importText(fixture("get-key-policy.json")).policies[0]?.text).toContain(
      '"AROAEXAMPLEID12345678"',
    );
  });

  it("gives a managed policy once, in its default version, with every role that has it", () => {
    const { policies, problems, recognised } = importText(accountDetailsOf(200));
    expect(recognised).toBe("Output of aws iam get-account-authorization-details: 200 roles");
    expect(policies).toHaveLength(200 * 2 + 2);
    expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
    const used = policies.find(({ policyName }) => policyName === "UseVolumeKeys");
    expect(used?.title).toBe(
      "Managed policy UseVolumeKeys of role CadoResponseCrossAccountRole and 199 more",
    );
    expect(used?.roles).toHaveLength(200);
    expect(used?.text).not.toContain("kms:*");
    const boundary = policies.find(({ policyName }) => policyName === "Everything");
    expect(boundary).toMatchObject({ roles: [] });
    expect(boundary?.boundaryOf).toHaveLength(200);
    expect(problems.map(({ severity }) => severity)).toEqual(["note"]);
  });

  it("says which managed policies a filtered file lacks, and that it is one page of several", () => {
    const file = JSON.parse(accountDetailsOf(2));
    const { problems } = importText(JSON.stringify({ ...file, Policies: [], IsTruncated: true }));
    expect(problems.filter(({ severity }) => severity === "warning")).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/lacks managed policies of these roles \(2\)/),
      }),
      expect.objectContaining({ message: expect.stringMatching(/one page of several/) }),
    ]);
  });
});

describe("the text of a policy", () => {
  it("is verbatim where it came as JSON", () => {
    const text =
      '{"Version" : "2012-10-17",\n\t"Statement":[ {"Effect":"Allow", "Action":"kms:*","Resource":"*" } ]}';
    for (const around of [
      text,
      `\uFEFF  ${text}\n\n`,
      `Look:\n\`\`\`json\n${text}\n\`\`\`\nIs it good?`,
    ])
      expect(importText(around).policies.map((policy) => policy.text)).toEqual([text]);
  });

  it("loses the comments and trailing commas that AWS refuses, and no more", () => {
    const text =
      '{\n  // ours\n  "Version": "2012-10-17", /* x */\n  "Statement": [' +
      '{"Effect":"Allow","Action":["kms:Decrypt",],"Resource":"arn:aws:kms:*:*:key//*"},]\n}';
    const { policies, problems } = importText(text);
    expect(policies[0]?.text).toBe(
      '{\n  \n  "Version": "2012-10-17", \n  "Statement": [' +
        '{"Effect":"Allow","Action":["kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key//*"}]\n}',
    );
    expect(problems).toEqual([expect.objectContaining({ severity: "note" })]);
  });

  it("keeps account ids that YAML would read as numbers", () => {
    const yaml = `Version: 2012-10-17\nStatement:\n  Effect: Allow\n  Principal:\n    AWS: 012345678901\n  Action: kms:*\n  Resource: "*"`;
    expect(JSON.parse(importText(yaml).policies[0]?.text ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { AWS: "012345678901" },
        Action: "kms:*",
        Resource: "*",
      },
    });
  });

  const merges: [what: string, members: string, expected: object][] = [
    ["an alias", "<<: *one", { Effect: "Allow", Action: "a:1" }],
    ["the earlier of two", "<<: [*one, *two]", { Effect: "Allow", Action: "a:1", Resource: "r2" }],
    [
      "the earlier, the other way round",
      "<<: [*two, *one]",
      { Effect: "Deny", Action: "a:1", Resource: "r2" },
    ],
    [
      "its own members over both",
      "<<: [*one, *two], Effect: X",
      { Effect: "X", Action: "a:1", Resource: "r2" },
    ],
    [
      "its own members before the merge too",
      "Effect: X, <<: *two",
      { Effect: "X", Resource: "r2" },
    ],
    [
      "a mapping that merges itself",
      "<<: [*nested, *one]",
      { Effect: "N", Action: "a:1", Resource: "r2" },
    ],
    ["a mapping that is written there", "<<: { Action: b }", { Action: "b" }],
    ["only what is a mapping", "<<: [x, [*one], *two]", { Effect: "Deny", Resource: "r2" }],
    ["a member called so in quotes", "'<<': x, Effect: Deny", { "<<": "x", Effect: "Deny" }],
  ];
  it.each(merges)("has the members that YAML merges: %s", (_what, members, expected) => {
    const yaml = [
      "one: &one { Effect: Allow, Action: 'a:1' }",
      "two: &two { Effect: Deny, Resource: r2 }",
      "nested: &nested { <<: *two, Effect: N }",
      `Statement: [{ ${members}, Sid: S }]`,
    ].join("\n");
    const { policies, layers } = importText(yaml);
    // A policy that only denies looks like one of an organization.
    const { Statement } = JSON.parse([...policies, ...(layers ?? [])][0]?.text ?? "{}");
    expect(Statement).toEqual([{ ...expected, Sid: "S" }]);
  });

  it("is strict JSON where a policy was copied out of a template", () => {
    const yaml =
      "Statement:\n- Effect: Allow\n  Action: kms:Decrypt\n  Resource: !Sub 'arn:aws:kms:*:${AWS::AccountId}:key/*'\n";
    const forms = [
      yaml,
      `KeyPolicy:\n${yaml.replace(/^/gm, "  ")}`,
      `PolicyDocument:\n${yaml.replace(/^/gm, "  ")}`,
    ];
    for (const form of forms) {
      const [policy] = importText(form).policies;
      expect(JSON.parse(policy?.text ?? "").Statement[0].Resource).toBe(
        "arn:aws:kms:*:${AWS::AccountId}:key/*",
      );
      expect(policy?.unresolved).toMatchObject([
        { path: ["Statement", 0, "Resource"], placeholder: "${AWS::AccountId}" },
      ]);
    }
  });

  it("comes without the policy's name that --output text prints", () => {
    const text = json(keyPolicy);
    expect(importText(`${text}\tdefault\n`).policies.map((policy) => policy.text)).toEqual([text]);
  });

  it("comes without the command that was typed before it", () => {
    const typed = `$ aws kms get-key-policy --key-id x \\\n    --policy-name default\n${fixture("get-key-policy.json")}`;
    expect(importText(typed)).toMatchObject({ format: "get-key-policy", problems: [] });
  });
});
