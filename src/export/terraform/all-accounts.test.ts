import { format } from "@cdktf/hcl-tools";
import { parse } from "@cdktf/hcl2json";
import { expect, it } from "vitest";
import { generate } from "#generator";
import { crossAccount } from "#testing/example-scenario";
import { exportFiles } from "../index.ts";

const documents = generate(crossAccount);
const files = exportFiles("terraform", crossAccount, documents, { targetRoles: "existing" });
const textOf = (name: string) =>
  files.find(({ path }) => path === `terraform/all-accounts/${name}`)?.text ?? "";

it("the configuration is laid out as terraform fmt does, and names nothing of the answers", async () => {
  expect(await format(textOf("main.tf"))).toBe(textOf("main.tf"));
  const { resource, import: imports } = await parse("main.tf", textOf("main.tf"));
  expect(Object.keys(resource)).toEqual([
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy_attachment",
    "aws_kms_key_policy",
  ]);
  expect(imports).toHaveLength(2);
  expect(textOf("main.tf")).not.toMatch(/\d{12}/);
});

it("leaves the same arguments of an existing role as they are as the account’s own configuration", async () => {
  const kept = async (name: string, text: string) => {
    const { resource } = await parse(name, text);
    const [[role]] = Object.values(resource.aws_iam_role) as [[{ lifecycle: [object] }]];
    return role.lifecycle[0];
  };
  const own = files.find(({ path }) => path === "terraform/222222222222/roles.tf")?.text ?? "";
  expect(await kept("roles.tf", own)).toMatchObject(await kept("main.tf", textOf("main.tf")));
});

it("each account’s data has the policies that were verified", () => {
  const found = [crossAccount.platform.account, "222222222222"].flatMap((account) => {
    const { roles, keys } = JSON.parse(textOf(`accounts/${account}.json`));
    return [
      ...roles.flatMap((role: { trust: string | null; policies: { policy: string }[] }) => [
        ...(role.trust === null ? [] : [role.trust]),
        ...role.policies.map(({ policy }) => policy),
      ]),
      ...keys.map(({ policy }: { policy: string }) => policy),
    ];
  });
  const expected = documents.map(({ text }) => JSON.stringify(JSON.parse(text)));
  expect(found.sort()).toEqual(expected.sort());
});

it("is left out for new keys, which differ in more than data", () => {
  const made = exportFiles("terraform", crossAccount, documents, { keys: "new" });
  expect(made.some(({ path }) => path.includes("all-accounts"))).toBe(false);
});
