import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generate } from "#generator";
import { type Key, presets, type Scenario, type Target } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { evaluated, policiesOf } from "#testing/deployed-template";
import { exportFiles } from "../export-files.ts";
import type { ExportedDocument } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";

const stackSet = { organizationalUnits: ["ou-abcd-12345678"], regions: ["eu-west-1"] };
const preset = (id: string) => presets.find((one) => one.id === id)?.scenario as Scenario;

const choices: readonly ExportOptions[] = (["yaml", "json"] as const).flatMap((templates) =>
  (["new", "existing"] as const).flatMap((targetRoles) =>
    (["new", "existing"] as const).map((keys) => ({ templates, targetRoles, keys, stackSet })),
  ),
);

describe("a StackSet’s template, deployed in an account", () => {
  it.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "gives the documents of that account: %s",
    (_id, scenario) => {
      for (const options of choices) expectOwnDocuments(scenario, options);
    },
  );

  it("gives the documents of that account, in any scenario", () => {
    fc.assert(fc.property(scenarioArbitrary(), fc.constantFrom(...choices), expectOwnDocuments), {
      numRuns: 60,
    });
  });

  it("gives the documents of other answers, where the parameters are those", () => {
    const scenario = withExternalId(preset("vendor-default"), "case:1");
    const other: Scenario = {
      ...withExternalId(scenario, "case:4711"),
      platform: {
        ...scenario.platform,
        account: "999999999999",
        role: "team/forensics/myCadoResponseRole",
        aliasPrefix: "alias/dfir/tmp_",
      },
      targets: scenario.targets.map((target) => ({ ...target, account: "333333333333" })),
    };
    const { template } = rolledOut(scenario, generate(scenario), { stackSet })[0] ?? {};
    const resources = evaluated(template, {
      account: "333333333333",
      region: "eu-west-1",
      parameters: {
        PlatformAccount: "999999999999",
        PlatformRole: "team/forensics/myCadoResponseRole",
        AliasPrefix: "alias/dfir/tmp_",
        ExternalId: "case:4711",
      },
    });
    expect(policiesOf(resources)).toEqual(ofTarget(generate(other), "t1", ["trust", "identity"]));
  });
});

describe("which accounts a StackSet is for", () => {
  const byTag = { by: "tag", tagKey: "forensics", tagValue: "yes" } as const;
  const accounts = (naming: (account: string) => Key["naming"], count = 3): Scenario => {
    const scenario = preset("cross-account");
    const [target] = scenario.targets as [Target];
    return {
      ...scenario,
      targets: Array.from({ length: count }, (_, index) => {
        const account = String(222222222222 + index);
        const keys = target.keys.map((key) => ({
          ...key,
          id: `k${index}`,
          naming: naming(account),
        }));
        return { ...target, id: `t${index}`, account, keys };
      }),
    };
  };
  const byId = (account: string) => ({
    by: "arn" as const,
    keyId: `1234abcd-12ab-34cd-56ef-${account}`,
  });

  it("all of the units, later ones too, where nothing but the account differs", () => {
    const scenario = accounts(() => byTag);
    const files = exportFiles("stackset", scenario, generate(scenario), { stackSet });
    expect(files.map(({ path }) => path)).toEqual([
      "stackset/README.md",
      "stackset/target-role.yaml",
      "stackset/target-role-targets.json",
      "stackset/check-platform-role.sh",
      "stackset/wait-for.sh",
    ]);
    expect(JSON.parse(files[2]?.text ?? "")).toEqual({
      OrganizationalUnitIds: ["ou-abcd-12345678"],
      Accounts: ["111111111111"],
      AccountFilterType: "DIFFERENCE",
    });
    expect(files[0]?.text).toContain("--auto-deployment Enabled=true,");
    expect(files[0]?.text).toContain("--regions eu-west-1 ");
  });

  it("one for all, where policies differ only in the ids of keys: each account has its parameters", () => {
    const scenario = accounts(byId, 25);
    const files = exportFiles("stackset", scenario, generate(scenario), { stackSet });
    expect(files.map(({ path }) => path)).toEqual([
      "stackset/README.md",
      "stackset/target-role.yaml",
      "stackset/target-role-targets.json",
      "stackset/target-role-instances.tsv",
      "stackset/check-platform-role.sh",
      "stackset/wait-for.sh",
      "stackset/create-instances.sh",
    ]);
    const instances = files[3]?.text.trim().split("\n") ?? [];
    expect(instances).toHaveLength(25);
    expect(
      instances[0]
        ?.split("\t")
        .slice(1)
        .map((text) => JSON.parse(text)),
    ).toEqual([
      {
        OrganizationalUnitIds: ["ou-abcd-12345678"],
        Accounts: ["222222222222"],
        AccountFilterType: "INTERSECTION",
      },
      [{ ParameterKey: "KeyId1", ParameterValue: "1234abcd-12ab-34cd-56ef-222222222222" }],
    ]);
    expect(files[0]?.text).not.toContain("Enabled=true");
    expectOwnDocuments(scenario, { stackSet });
  });

  it("the account whose policies differ in more has its own", () => {
    const scenario = accounts(byId);
    const documents: readonly ExportedDocument[] = generate(scenario).map((document) =>
      document.account === "222222222224" && document.kind === "identity"
        ? { ...document, text: document.text.replace("kms:DescribeKey", "kms:Describe*") }
        : document,
    );
    const files = exportFiles("stackset", scenario, documents, { stackSet });
    expect(files.filter(({ path }) => path.endsWith(".yaml"))).toHaveLength(2);
  });

  it("waits for the roles before keys that name them, and says why", () => {
    const scenario = preset("multi-region");
    const [readme] = exportFiles("stackset", scenario, generate(scenario), {
      stackSet,
      keys: "new",
    });
    const text = readme?.text ?? "";
    expect(text.indexOf("wait-for.sh")).toBeGreaterThan(text.indexOf("create-stack-instances"));
    expect(text).toContain("AWS KMS refuses a principal that does not exist");
    expect(text.match(/wait-for\.sh/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("asks for units where there are none, and says which regions get nothing", () => {
    const scenario = accounts(() => byTag);
    const [readme, , targets] = exportFiles("stackset", scenario, generate(scenario), {
      stackSet: { organizationalUnits: [], regions: ["eu-west-1", "us-east-1"] },
    });
    expect(readme?.text).toContain("Name your organizational units first");
    expect(targets?.text).toContain("ROOT_OR_OU_ID");
    expect(readme?.text).toContain("`us-east-1` get no stack");
  });
});

describe("wait-for.sh", () => {
  it.each([
    ["SUCCEEDED", "", 0],
    ["SUCCEEDED", "222222222222\tAccessDenied", 1],
    ["FAILED", "222222222222\tAccessDenied", 1],
    ["STOPPED", "", 1],
  ])(
    "an operation ends with %s, and its failed stacks are “%s” → exits with %d",
    (status, failed, exit) => {
      const scenario = preset("cross-account");
      const files = exportFiles("stackset", scenario, generate(scenario), { stackSet });
      const script = files.find(({ path }) => path === "stackset/wait-for.sh")?.text ?? "";
      const aws = `aws() { case $2 in describe-*) echo "$STATUS" ;; *) echo "$FAILED" ;; esac; }\nexport -f aws\n`;
      const run = spawnSync("bash", ["-s", "eu-west-1", "Keyhole-target-role", "operation"], {
        input: aws + script,
        env: { PATH: process.env.PATH, STATUS: status, FAILED: failed },
        encoding: "utf8",
      });
      expect(run.status).toBe(exit);
      expect(run.stderr).toContain(failed);
      expect(run.stdout.includes("has succeeded")).toBe(exit === 0);
    },
  );
});

describe("edited text beside the account id", () => {
  it.each([
    "${aws:username}",
    "${aws:PrincipalTag/a, 'b'}",
    "${*}${?}${$}",
    "${!x}",
    "${",
    "${}",
    "${a${b}}",
    "${AWS::AccountId}",
    "$${x}",
    "%{x}",
    "1222222222222",
    "222222222222-x",
  ])("stays as it is: %s", (text) => {
    const scenario = preset("vendor-default");
    const documents = generate(scenario).map((document) => ({
      ...document,
      text: document.text.replaceAll(":key/*", `:key/${text}`),
    }));
    const [first] = rolledOut(scenario, documents, { stackSet });
    const resources = evaluated(first?.template, { account: "222222222222", region: "eu-west-1" });
    expect(policiesOf(resources)).toEqual(ofTarget(documents, "t1", ["trust", "identity"]));
  });
});

function withExternalId(scenario: Scenario, externalId: string): Scenario {
  return { ...scenario, guards: { ...scenario.guards, externalId } };
}

/** Each document of a target is rolled out word for word to its account, or named with the reason why not. */
function expectOwnDocuments(scenario: Scenario, options: ExportOptions) {
  const documents: readonly ExportedDocument[] = generate(scenario);
  const [readme] = exportFiles("stackset", scenario, documents, options);
  const found = rolledOut(scenario, documents, options).flatMap(
    ({ template, accounts, instances }) =>
      accounts.flatMap((account) => {
        const { Parameters = {} } = template as {
          Parameters?: Record<string, { Default?: string }>;
        };
        const asked = Object.entries(Parameters).filter(([, { Default }]) => Default === undefined);
        const parameters = Object.fromEntries(asked.map(([id]) => [id, "arn:given"]));
        const own = instances[account] ?? {};
        return policiesOf(
          evaluated(template, { account, region: "", parameters: { ...parameters, ...own } }),
        );
      }),
  );
  const expected = documents
    .filter(({ owner }) => owner !== "platform")
    .filter(({ id }) => !readme?.text.includes(`\`${id}\``))
    .map(({ text }) => JSON.stringify(JSON.parse(text)));
  expect(found.sort()).toEqual(expected.sort());
}

function rolledOut(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions,
) {
  const files = exportFiles("stackset", scenario, documents, options);
  return files
    .filter(({ path }) => /\.(yaml|json)$/.test(path) && !path.endsWith("-targets.json"))
    .map(({ path, text }) => {
      const targets = files.find((file) => file.path === path.replace(/\.\w+$/, "-targets.json"));
      const { Accounts = [], AccountFilterType } = JSON.parse(targets?.text ?? "{}");
      const own = [...new Set(scenario.targets.map(({ account }) => account))];
      const others = own.filter((account) => !Accounts.includes(account));
      const accounts: string[] = AccountFilterType === "INTERSECTION" ? Accounts : others;
      const lines = files.find(
        ({ path: other }) => other === path.replace(/\.\w+$/, "-instances.tsv"),
      );
      const instances: Record<string, Record<string, string>> = {};
      for (const line of lines?.text.trim().split("\n") ?? []) {
        const [account = "", , overrides = "[]"] = line.split("\t");
        for (const { ParameterKey, ParameterValue } of JSON.parse(overrides))
          instances[account] = { ...instances[account], [ParameterKey]: ParameterValue };
      }
      return { template: parse(text) as unknown, accounts, instances };
    });
}

function ofTarget(documents: readonly ExportedDocument[], target: string, kinds: string[]) {
  return kinds.map((kind) => {
    const document = documents.find(({ id }) => id === `${target}/${kind}`);
    return JSON.stringify(JSON.parse(document?.text ?? "null"));
  });
}
