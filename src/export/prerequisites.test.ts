import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
      format === "terraform" || format === "cli"
        ? "aws iam get-role --role-name CadoResponseRole --query Role.Arn --output text"
        : "\nbash check-platform-role.sh\n",
    );
    expect(order).toContain("`arn:aws:iam::111111111111:role/CadoResponseRole`");
    const others = readme?.replace(order, "") ?? "";
    const beginning = readme?.indexOf("## Order") ?? 0;
    expect(others.slice(0, beginning)).not.toMatch(
      /terraform apply|--apply|create-stack-set|deploy --/,
    );
  },
);

const missing = "echo 'An error occurred (NoSuchEntity)' >&2; exit 254";

/** `check-platform-role.sh` of an export in a folder, beside a stand-in for the AWS CLI that runs these shell commands. */
function roleCheckOf(files: ReturnType<typeof exportFiles>) {
  const folder = mkdtempSync(join(tmpdir(), "keyhole-role-"));
  const script = files.find(({ path }) => path.endsWith("/check-platform-role.sh"))?.text ?? "";
  writeFileSync(join(folder, "check.sh"), script);
  const check = (answer: string) => {
    const aws = `#!/bin/sh\n${answer}\n`;
    writeFileSync(join(folder, "aws"), aws, { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH}` };
    return spawnSync("bash", ["check.sh"], { cwd: folder, env, encoding: "utf8" });
  };
  return { folder, check };
}

it("the check of the platform’s role keeps a hostile name as text, and says what AWS refused", () => {
  const role = `x'"$(touch hacked)\`touch hacked\`;touch hacked`;
  const scenario = { ...crossAccount, platform: { ...crossAccount.platform, role } };
  const { folder, check } = roleCheckOf(
    exportFiles("cloudformation", scenario, generate(scenario), {}),
  );
  const answer = `cat <<'END'\narn:aws:iam::111111111111:role/${role}\nEND`;
  expect(check(answer)).toMatchObject({ status: 0, stderr: "" });
  expect(check("exit 1")).toMatchObject({ status: 0, stderr: "" });
  expect(readdirSync(folder).sort()).toEqual(["aws", "check.sh", "platform-role.txt"]);
  rmSync(join(folder, "platform-role.txt"));

  const refused = check("echo 'An error occurred (ExpiredToken)' >&2; exit 254");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("(ExpiredToken)");
  expect(refused.stderr).toContain("AWS did not say whether the role");
  expect(refused.stderr).not.toContain("find no role");
  expect(check(missing).stderr).toContain("find no role");
  expect(readdirSync(folder).sort()).toEqual(["aws", "check.sh"]);
  rmSync(folder, { recursive: true });
});

// Templates see the roles of their own account alone.
it.each<ExportFormat>(["cloudformation", "stackset", "cdk"])(
  "the commands of the other accounts stop unless the platform’s role was found: %s",
  (format) => {
    const files = exportFiles(format, crossAccount, generate(crossAccount), {});
    const readme = files.find(({ path }) => path.endsWith("/README.md"))?.text ?? "";
    const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
    const changing = blocks.filter((block) =>
      /create-change-set|execute-change-set|cloudformation deploy|create-stack-set|cdk deploy/.test(
        block,
      ),
    );
    const ofOthers = changing.filter((block) => !block.includes("111111111111"));
    expect(ofOthers.length).toBeGreaterThan(0);
    for (const block of ofOthers) expect(block).toMatch(/^bash check-platform-role\.sh && /);

    // A terminal goes on with the next line of a pasted block when a command fails.
    const lines = blocks
      .filter((block) => !block.includes("111111111111"))
      .flatMap((block) => block.split("\n"));
    const settingPolicies = lines.filter((line) =>
      /create-change-set|execute-change-set|create-stack-set|create-stack-instances|create-instances\.sh|cloudformation deploy|cdk (import|deploy)/.test(
        line,
      ),
    );
    expect(settingPolicies.length).toBeGreaterThan(1);
    for (const line of settingPolicies) expect(line).toMatch(/^bash check-platform-role\.sh && /);

    const { folder, check } = roleCheckOf(files);
    expect(check(missing)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Nothing was changed."),
    });
    expect(check("echo arn:aws:iam::222222222222:role/CadoResponseRole").status).toBe(1);
    expect(check("echo arn:aws:iam::111111111111:role/CadoResponseRole").status).toBe(0);
    // With credentials of another account, which cannot see the role.
    expect(check(missing).status).toBe(0);
    rmSync(folder, { recursive: true });
  },
);
