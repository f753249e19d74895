import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { evaluated, policiesOf } from "#testing/deployed-template";
import { exportFiles } from "../export-files.ts";
import type { ExportedDocument, ExportedFile } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";

const choices: readonly ExportOptions[] = (["yaml", "json"] as const).flatMap((templates) =>
  (["new", "existing"] as const).flatMap((targetRoles) =>
    (["new", "existing"] as const).map((keys) => ({ templates, targetRoles, keys })),
  ),
);

describe("the policies in the templates", () => {
  it.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "are the documents: %s",
    (_id, scenario) => {
      for (const options of choices) expectAllDocuments(scenario, options);
    },
  );

  it("are the documents, in any scenario", () => {
    fc.assert(fc.property(scenarioArbitrary(), fc.constantFrom(...choices), expectAllDocuments), {
      numRuns: 60,
    });
  });
});

/** Each document is in one template, whole and in order, or is a file that a command in the README puts in place. */
function expectAllDocuments(scenario: Scenario, options: ExportOptions) {
  const documents: readonly ExportedDocument[] = generate(scenario);
  const files = exportFiles("cloudformation", scenario, documents, options);
  const readme = textOf(files, "cloudformation/README.md");
  const byFile = files
    .filter(({ path }) => path.startsWith("cloudformation/policies/"))
    .map(({ path, text }) => {
      expect(readme).toContain(`file://${path.replace("cloudformation/", "")}`);
      return JSON.stringify(JSON.parse(text));
    });
  const inTemplates = templatesIn(files).flatMap(({ path, template }) => {
    expect(readme).toContain(path.replace("cloudformation/", ""));
    const account = /\d{12}/.exec(path)?.[0] ?? "";
    const { Parameters = {} } = template as { Parameters?: object };
    const parameters = Object.fromEntries(Object.keys(Parameters).map((id) => [id, "arn:given"]));
    return policiesOf(evaluated(template, { account, region: "", parameters }));
  });
  expect([...byFile, ...inTemplates].sort()).toEqual(
    documents.map(({ text }) => JSON.stringify(JSON.parse(text))).sort(),
  );
}

function templatesIn(files: readonly ExportedFile[]) {
  return files
    .filter(({ path }) => /^cloudformation\/\d{12}[^/]*\.(yaml|json)$/.test(path))
    .filter(({ path }) => !path.includes("-import."))
    .map(({ path, text }) => ({ path, template: parse(text) as unknown }));
}

function textOf(files: readonly ExportedFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? "";
}

const crossAccount = presets.find(({ id }) => id === "multi-region")?.scenario as Scenario;

describe("what a template contains", () => {
  const files = exportFiles("cloudformation", crossAccount, generate(crossAccount), {
    keys: "new",
  });
  const resources = (path: string) =>
    evaluated(parse(textOf(files, `cloudformation/${path}.yaml`)), {
      account: "222222222222",
      region: "",
      parameters: { PrimaryOfReplicaKeymrk1234abcd12ab34cd56ef1234567890ab: "arn:of:primary" },
    });

  it("a new role with its policy attached", () => {
    const [role, policy] = Object.values(resources("222222222222"));
    expect(role?.Properties).toMatchObject({ RoleName: "CadoResponseCrossAccountRole", Path: "/" });
    expect(policy?.Properties).toMatchObject({
      ManagedPolicyName: "Keyhole-CadoResponseCrossAccountRole",
      Roles: ["CadoResponseCrossAccountRole"],
    });
  });

  it("the platform’s role only by its name: it is there already", () => {
    const all = Object.values(resources("111111111111"));
    expect(all.map(({ Type }) => Type)).toEqual(["AWS::IAM::ManagedPolicy"]);
    expect(all[0]?.Properties).toMatchObject({ Roles: ["CadoResponseRole"] });
  });

  it("a multi-Region key and its replica, which outlive their stacks", () => {
    const [key] = Object.values(resources("222222222222-us-east-1"));
    const [replica] = Object.values(resources("222222222222-eu-west-1-replicas"));
    expect(key).toMatchObject({
      Type: "AWS::KMS::Key",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { MultiRegion: true, KeySpec: "SYMMETRIC_DEFAULT" },
    });
    expect(replica).toMatchObject({
      Type: "AWS::KMS::ReplicaKey",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { PrimaryKeyArn: "arn:of:primary" },
    });
  });

  it("an alias or a tag where the key is named so", () => {
    const named = (naming: object) => {
      const scenario = structuredClone(crossAccount);
      Object.assign(scenario.targets[0]?.keys[0] ?? {}, { naming });
      const made = exportFiles("cloudformation", scenario, generate(scenario), { keys: "new" });
      return Object.values(
        evaluated(parse(textOf(made, "cloudformation/222222222222-us-east-1.yaml")), {
          account: "222222222222",
          region: "us-east-1",
        }),
      );
    };
    expect(named({ by: "alias", alias: "alias/prod/ebs" })[1]).toMatchObject({
      Type: "AWS::KMS::Alias",
      Properties: { AliasName: "alias/prod/ebs", TargetKeyId: "ref of Keyprodebs" },
    });
    expect(named({ by: "tag", tagKey: "yes", tagValue: "no: - off @1" })[0]).toMatchObject({
      Properties: { Tags: [{ Key: "yes", Value: "no: - off @1" }] },
    });
  });
});

describe("many keys", () => {
  const withKeys = (count: number): Scenario => {
    const scenario = structuredClone(crossAccount);
    const [target] = scenario.targets;
    const keys = Array.from({ length: count }, (_, index) => ({
      ...target?.keys[0],
      id: `k${index}`,
      type: "customer-managed",
      naming: { by: "arn", keyId: `1234abcd-12ab-34cd-56ef-${String(100000000000 + index)}` },
    }));
    return Object.assign(scenario, { targets: [{ ...target, keys }] });
  };

  it("are divided over several stacks", () => {
    const scenario = withKeys(401);
    const files = exportFiles("cloudformation", scenario, generate(scenario), { keys: "new" });
    const counts = ["", "-2", "-3"].map((part) => {
      const text = textOf(files, `cloudformation/222222222222-us-east-1${part}.yaml`);
      return text.match(/Type: AWS::KMS::Key$/gm)?.length;
    });
    expect(counts).toEqual([200, 200, 1]);
    expect(textOf(files, "cloudformation/README.md")).toContain("--stack-name Keyhole-keys-3 ");
  });

  it("are said to need a bucket where the template is too large for a command", () => {
    const readme = (count: number) => {
      const scenario = withKeys(count);
      return textOf(
        exportFiles("cloudformation", scenario, generate(scenario)),
        "cloudformation/README.md",
      );
    };
    expect(readme(200)).toContain("--s3-bucket");
    expect(readme(20)).not.toContain("--s3-bucket");
  });
});

describe("documents that a template cannot contain", () => {
  const edited = (change: (text: string) => string) =>
    generate(crossAccount).map((document) =>
      document.id === "t1/k1/key" ? { ...document, text: change(document.text) } : document,
    );
  const exported = (change: (text: string) => string) =>
    exportFiles("cloudformation", crossAccount, edited(change));

  it.each<[string, (text: string) => string, string]>([
    ["Ref", (text) => text.replace('"kms:*"', '{"Ref":"AWS::StackName"}'), "`Ref`"],
    ["Fn::Sub", (text) => text.replace('"kms:*"', '{"Fn::Sub":"${A}"}'), "`Fn::Sub`"],
    ["Fn::Transform", (text) => text.replace("{", '{"Fn::Transform":{},'), "`Fn::Transform`"],
    ["dynamic", (text) => text.replace("kms:*", "{{resolve:ssm:a}}"), "`{{resolve:`"],
    ["null", (text) => text.replace('"kms:*"', "null"), "null"],
    ["infinity", (text) => text.replace('"kms:*"', "1e999"), "too large"],
  ])("are left out and named at the top: %s", (_name, change, why) => {
    const files = exported(change);
    const [first] = files;
    expect(first?.path).toBe("cloudformation/README.md");
    const top = first?.text.slice(0, first.text.indexOf("Run the commands")) ?? "";
    expect(top).toContain("t1/k1/key");
    expect(top).toContain(why);
    expect(files.map(({ path }) => path)).not.toContain(
      "cloudformation/222222222222-us-east-1.yaml",
    );
  });

  it("and so is what is no JSON", () => {
    const [first] = exported(() => "{ not yet");
    expect(first?.text).toMatch(/Left out: 1 document\.[\s\S]*t1\/k1\/key[\s\S]*is not JSON/);
  });

  it("but policy variables stay as they are", () => {
    const files = exported((text) => text.replace("kms:*", "kms:${aws:username}"));
    const text = textOf(files, "cloudformation/222222222222-us-east-1.yaml");
    expect(JSON.stringify(parse(text))).toContain("kms:${aws:username}");
    expect(text).not.toContain("Fn::Sub");
  });

  it("and without a trust policy the role must be there", () => {
    const documents = generate(crossAccount).filter(({ kind }) => kind !== "trust");
    const files = exportFiles("cloudformation", crossAccount, documents);
    expect(textOf(files, "cloudformation/README.md")).toContain("must be there first");
    expect(textOf(files, "cloudformation/222222222222.yaml")).not.toContain("AWS::IAM::Role\n");
  });
});
