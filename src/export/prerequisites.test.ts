import { expect, it } from "vitest";
import { type ExportFormat, exportFiles } from "#export";
import { generate } from "#generator";
import { crossAccount } from "#testing/example-scenario";

const scenario = {
  ...crossAccount,
  crossAccount: "both-roles" as const,
  platformNaming: { by: "tag" as const, tagKey: "team owner", tagValue: "a @ 1" },
};

const byAlias = {
  ...scenario,
  platformNaming: { by: "alias" as const, aliasPrefix: "alias/forensics-" },
};

// Else the platform role's policy, which asks for the tag, lets it assume nothing.
it.each<[ExportFormat, RegExp]>([
  ["terraform", /resource "aws_iam_role" .*\stags += \{\s*"team owner" = "a @ 1"/s],
  ["cloudformation", /Tags:\s+- Key: .*team owner.*\s+Value: .*a @ 1/],
  ["cli", /^ensure_role .*'--tags=\[\{"Key":"team owner","Value":"a @ 1"\}\]'$/m],
])("a new role has the tag that it is known by: %s", (format, tag) => {
  const files = exportFiles(format, scenario, generate(scenario), {});
  expect(files.map(({ text }) => text).join("\n")).toMatch(tag);
});

// What only the owner of a key or role can do must not be found out at the first import.
it.each<ExportFormat>(["terraform", "cli", "cloudformation", "stackset", "cdk"])(
  "says what to tag, or to name, before it is rolled out: %s",
  (format) => {
    const guideOf = (answers: typeof scenario | typeof byAlias | typeof crossAccount) =>
      exportFiles(format, answers, generate(answers), {}).find(({ path }) =>
        path.endsWith("/README.md"),
      )?.text;
    expect(guideOf(scenario)).toContain("have the tag `team owner = a @ 1`");
    expect(guideOf(byAlias)).toContain("an alias beginning with `alias/forensics-`");
    expect(guideOf(crossAccount)).not.toContain("Before you roll this out");
  },
);

// Every trust policy and key policy names the platform's role, and no tool sees it from another account.
it.each<ExportFormat>(["terraform", "cli", "cloudformation", "stackset", "cdk"])(
  "says the order, and asks for the platform’s role, before the first command: %s",
  (format) => {
    const readme = exportFiles(format, crossAccount, generate(crossAccount), {}).find(({ path }) =>
      path.endsWith("/README.md"),
    )?.text;
    const order = readme?.match(/^## Order\n\n[\s\S]*?(?=\n## )/m)?.[0] ?? "";
    expect(order).toContain("The platform's account first");
    expect(order).toContain(
      "aws iam get-role --role-name CadoResponseRole --query Role.Arn --output text",
    );
    expect(order).toContain("`arn:aws:iam::111111111111:role/CadoResponseRole`");
    const others = readme?.replace(order, "") ?? "";
    const beginning = readme?.indexOf("## Order") ?? 0;
    expect(others.slice(0, beginning)).not.toMatch(
      /terraform apply|--apply|create-stack-set|deploy --/,
    );
  },
);
