import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { importText } from "../import-text.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../../e2e/imported/${name}`, import.meta.url), "utf8");
const plan = fixture("terraform-plan.json");
const use = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }],
});
const key = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
});
const arn = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const resources = [
  [
    "aws_iam_role",
    {
      name: "Response",
      arn: "arn:aws:iam::222222222222:role/team/Response",
      assume_role_policy: key.replace("kms:*", "sts:AssumeRole"),
      inline_policy: [
        { name: "", policy: "" },
        { name: "Own", policy: use },
      ],
      permissions_boundary: "arn:aws:iam::222222222222:policy/Edge",
    },
  ],
  ["aws_iam_role_policy", { name: "Inline", role: "Response", policy: use }],
  [
    "aws_iam_policy",
    { name: "Managed", arn: "arn:aws:iam::222222222222:policy/Managed", policy: use },
  ],
  ["aws_iam_policy", { name: "Edge", arn: "arn:aws:iam::222222222222:policy/Edge", policy: use }],
  [
    "aws_iam_policy_attachment",
    { roles: ["Response", "Other"], policy_arn: "arn:aws:iam::222222222222:policy/Managed" },
  ],
  ["aws_kms_key", { arn, key_id: "1234abcd-12ab-34cd-56ef-1234567890ab", policy: key }],
  ["aws_kms_key_policy", { key_id: arn, policy: key }],
  ["aws_kms_replica_key", { arn: arn.replace("us-east-1", "eu-west-1"), policy: key }],
  ["aws_db_instance", { password: "hunter2" }],
] as const;

const shown = JSON.stringify({
  format_version: "1.0",
  terraform_version: "1.9.5",
  values: {
    root_module: {
      resources: resources.map(([type, values], index) => ({
        address: `${type}.r${index}`,
        mode: "managed",
        type,
        name: `r${index}`,
        values,
      })),
    },
  },
});
const file = JSON.stringify({
  version: 4,
  terraform_version: "1.9.5",
  lineage: "0",
  resources: resources.map(([type, attributes], index) => ({
    mode: "managed",
    type,
    name: `r${index}`,
    instances: [{ schema_version: 0, attributes }],
  })),
});

it.each([
  ["shown", shown, "Terraform state in JSON"],
  ["a state file", file, "Terraform state file"],
])("reads every resource that has a policy, out of a state: %s", (_form, text, recognised) => {
  const imported = importText(text);
  expect(imported).toMatchObject({ format: "terraform-state", recognised, problems: [] });
  const response = { name: "Response", arn: "arn:aws:iam::222222222222:role/team/Response" };
  expect(imported.policies).toMatchObject([
    { title: "Trust policy of role Response", roles: [response], account: "222222222222" },
    { title: "Inline policy Own of role Response", roles: [response] },
    { title: "Inline policy Inline of role Response", roles: [response] },
    {
      title: "Managed policy Managed of role Response",
      roles: [response, { name: "Other" }],
      boundaryOf: [],
    },
    { title: "Managed policy Edge", roles: [], boundaryOf: [response] },
    { kind: "key", key: { arn }, account: "222222222222", region: "us-east-1" },
    { kind: "key", key: { arn } },
    { kind: "key", region: "eu-west-1" },
  ]);
  expect(JSON.stringify(imported)).not.toContain("hunter2");
});

it("follows references that have no value before the plan is applied", () => {
  const { policies } = importText(plan);
  expect(policies.map(({ title, roles }) => [title, roles[0]?.name])).toEqual([
    ["Key policy of aws_kms_key.volumes", undefined],
    ["Trust policy of role CadoResponseCrossAccountRole", "CadoResponseCrossAccountRole"],
    ["Inline policy UseKeys of role CadoResponseCrossAccountRole", "CadoResponseCrossAccountRole"],
    [
      "Managed policy ReadBlocks of role CadoResponseCrossAccountRole",
      "CadoResponseCrossAccountRole",
    ],
  ]);
});

it("says which policies are known only after the plan is applied", () => {
  expect(importText(plan).problems).toEqual([
    {
      severity: "error",
      message: expect.stringContaining("known only after the plan is applied"),
      place: "module.forensics.aws_kms_key.evidence",
    },
  ]);
});

it("imports a policy document that no resource uses, and none twice", () => {
  const changed = JSON.parse(plan);
  const [module] = changed.prior_state.values.root_module.child_modules;
  module.resources[0].values.json = use;
  expect(importText(JSON.stringify(changed)).policies.at(-1)?.title).toBe(
    "Policy document module.forensics.data.aws_iam_policy_document.use_keys",
  );
});
