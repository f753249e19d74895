import { format } from "@cdktf/hcl-tools";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readState, watchesOf } from "#evidence";
import { generate } from "#generator";
import { asList, parseDocument } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { hostileDocuments, hostileTexts } from "#testing/hostile-documents";
import { type ExportedDocument, exportFiles } from "../index.ts";
import type { ExportOptions } from "../options.ts";

// biome-ignore lint/suspicious/noExplicitAny: what a parser of another program gives
type Json = any;

/** Every choice that Terraform reads. */
const choices: readonly ExportOptions[] = (["new", "existing"] as const).flatMap((targetRoles) =>
  (["new", "existing"] as const).flatMap((keys) =>
    (["jsonencode", "policy-document"] as const).map((terraformPolicies) => ({
      targetRoles,
      keys,
      terraformPolicies,
    })),
  ),
);

/** hcl2json gives texts as templates: what is no template is escaped once more. */
function plain(value: Json): Json {
  if (typeof value === "string") return value.replace(/([$%])\1\{/g, "$1{");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [plain(name), plain(one)]));
}

/** Asks for each text once: most files of an export are the same under several choices. */
function once<Answer>(ask: (text: string) => Promise<Answer>): (text: string) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (text) => {
    const answer = known.get(text) ?? ask(text);
    known.set(text, answer);
    return answer;
  };
}

const formatted = once(format);
const parsed = once((text) => parse("file.tf", text));

/** The folders of an export as a real parser reads them: everything in a folder together, as Terraform sees it. */
async function foldersOf(scenario: Scenario, documents: readonly ExportedDocument[], options = {}) {
  const folders: Record<string, Json> = {};
  for (const { path, text } of exportFiles("terraform", scenario, documents, options)) {
    if (!path.endsWith(".tf") || path.includes("/all-accounts/")) continue;
    expect(await formatted(text), path).toBe(text);
    const folder = path.split("/")[1] ?? "";
    folders[folder] = merged(folders[folder] ?? {}, await parsed(text));
  }
  return folders;
}

function merged(one: Json, other: Json): Json {
  const all = { ...one };
  for (const [name, value] of Object.entries<Json>(other))
    all[name] = Array.isArray(value)
      ? [...(all[name] ?? []), ...value]
      : { ...all[name], ...value };
  for (const kind of ["resource", "data"])
    for (const [type, value] of Object.entries<Json>(other[kind] ?? {}))
      all[kind] = { ...all[kind], [type]: { ...one[kind]?.[type], ...value } };
  return all;
}

/** The policies that a folder deploys, with the resource type that holds each. */
async function policiesOf(folder: Json): Promise<[type: string, policy: Json][]> {
  const found: [string, Json][] = [];
  for (const [type, resources] of Object.entries<Json>(folder.resource ?? {}))
    for (const [resource] of Object.values<Json>(resources)) {
      const text = resource.assume_role_policy ?? resource.policy;
      if (text !== undefined) found.push([type, await deployed(text, folder)]);
    }
  return found;
}

async function deployed(expression: string, folder: Json): Promise<Json> {
  const encoded = /^\$\{jsonencode\((.*)\)\}$/s.exec(expression)?.[1];
  if (encoded) return plain((await parse("value.tf", `value = ${encoded}`)).value);
  const label = /^\$\{data\.aws_iam_policy_document\.(\w+)\.json\}$/.exec(expression)?.[1] ?? "";
  return printed(folder.data.aws_iam_policy_document[label][0]);
}

/** What the provider prints for `aws_iam_policy_document`, by its documentation. */
function printed({ version, policy_id, statement }: Json): Json {
  const texts = (list: Json) => plain(list).map((text: string) => text.replaceAll("&{", "${"));
  const elements: Record<string, string> = {
    actions: "Action",
    not_actions: "NotAction",
    resources: "Resource",
    not_resources: "NotResource",
  };
  return {
    Version: version ?? "2012-10-17",
    ...(policy_id === undefined ? {} : { Id: plain(policy_id) }),
    Statement: statement.map((one: Json) => {
      const out: Json = { ...(one.sid ? { Sid: one.sid } : {}), Effect: one.effect };
      for (const [argument, element] of Object.entries(elements))
        if (one[argument]) out[element] = texts(one[argument]);
      for (const [argument, element] of Object.entries({
        principals: "Principal",
        not_principals: "NotPrincipal",
      }))
        for (const { type, identifiers } of one[argument] ?? [])
          out[element] = type === "*" ? "*" : { ...out[element], [type]: texts(identifiers) };
      for (const { test, variable, values } of one.condition ?? []) {
        const keys = { ...out.Condition?.[plain(test)], [plain(variable)]: texts(values) };
        out.Condition = { ...out.Condition, [plain(test)]: keys };
      }
      return out;
    }),
  };
}

/** A policy in one of the ways to write it: lists sorted, conditions' values as text. */
function meaning(policy: Json): Json {
  const lists = (value: Json) => [...asList(value)].map(String).sort();
  const members = (value: Json, each: (member: Json) => Json) =>
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, each(member)]));
  return {
    ...policy,
    Statement: asList(policy.Statement).map((statement: Json) =>
      Object.fromEntries(
        Object.entries<Json>(statement).map(([element, value]) => {
          if (element === "Condition")
            return [element, members(value, (keys) => members(keys, lists))];
          if (/Principal$/.test(element) && value !== "*") return [element, members(value, lists)];
          return [element, /Action|Resource/.test(element) ? lists(value) : value];
        }),
      ),
    ),
  };
}

const holder = { identity: /^aws_iam_policy$/, trust: /^aws_iam_role$/, key: /^aws_kms_.*$/ };

async function expectDeployed(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  options: ExportOptions,
) {
  const folders = await foldersOf(scenario, documents, options);
  for (const [account, folder] of Object.entries(folders)) {
    const policies = await policiesOf(folder);
    for (const [kind, types] of Object.entries(holder)) {
      const as = options.terraformPolicies === "policy-document" ? meaning : (one: Json) => one;
      const sorted = (all: Json[]) =>
        all
          .map(as)
          .sort((a, b) => (JSON.stringify(sortedKeys(a)) < JSON.stringify(sortedKeys(b)) ? -1 : 1));
      const expected = documents
        .filter((one) => one.account === account && one.kind === kind)
        .map(({ text }) => JSON.parse(text));
      const got = policies.filter(([type]) => types.test(type)).map(([, policy]) => policy);
      expect(sorted(got), `${account} ${kind}`).toEqual(sorted(expected));
    }
  }
  expect(Object.keys(folders).sort()).toEqual(
    [...new Set(documents.map((one) => one.account))].sort(),
  );
}

function sortedKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sortedKeys(value[name])]),
  );
}

describe("the policies that Terraform deploys are the documents", () => {
  it.each(presets)("$id", async ({ scenario }) => {
    for (const options of choices) await expectDeployed(scenario, generate(scenario), options);
  });

  it("of any scenario", async () => {
    await fc.assert(
      fc.asyncProperty(scenarioArbitrary(), fc.constantFrom(...choices), (scenario, options) =>
        expectDeployed(scenario, generate(scenario), options),
      ),
      { numRuns: 12 },
    );
  });
});

/** The only folder of an export of the cross-account preset's target account. */
async function targetFolder(scenario: Scenario, options: ExportOptions = {}) {
  const { "222222222222": folder } = await foldersOf(scenario, generate(scenario), options);
  return folder;
}

it("rules that watch what stays open have the patterns of the watches, and the target of their region", async () => {
  const documents = generate(crossAccount);
  const folders = await foldersOf(crossAccount, documents, { watch: true });
  const { watches } = watchesOf(crossAccount, documents);
  expect(watches.length).toBeGreaterThan(0);
  for (const { account, region, name, pattern, isRead } of watches) {
    const folder = folders[account];
    const label = name.replaceAll("-", "_");
    const [rule] = folder.resource.aws_cloudwatch_event_rule[label];
    const [target] = folder.resource.aws_cloudwatch_event_target[label];
    const variable = `watch_target_${region.replaceAll("-", "_")}`;
    expect(rule.event_pattern).toContain("AWS API Call via CloudTrail");
    for (const arn of JSON.stringify(pattern).match(/arn:[^"]+/g) ?? [])
      expect(rule.event_pattern).toContain(arn);
    expect(rule.state).toBe(isRead ? readState : undefined);
    expect(target.arn).toBe(`\${var.${variable}}`);
    expect(Object.keys(folder.variable)).toContain(variable);
  }
});

describe("hostile texts have no effect in the files", () => {
  it.each(hostileTexts)("%j", async (text) => {
    const documents = hostileDocuments(text);
    const readable = documents.filter((one) => parseDocument(one.text).ok);
    for (const options of choices.filter((_, index) => index % 7 === 0)) {
      await expectDeployed(crossAccount, readable, options);
      const { "222222222222": folder } = await foldersOf(crossAccount, documents, options);
      expect(["data", "import", "output", "provider", "resource", "terraform", "variable"]).toEqual(
        expect.arrayContaining(Object.keys(folder)),
      );
      for (const type of Object.keys(folder.resource)) expect(type).toMatch(/^aws_(iam|kms)_\w+$/);
      const defaults = Object.values<Json>(folder.variable).map(([one]) => plain(one.default));
      expect(defaults).toContain(text);
      const [role] = Object.values<Json>(folder.resource.aws_iam_role)[0];
      expect(plain(role.path)).toBe(`/${text}/`);
    }
  });

  it("in accounts, which name folders", () => {
    const documents = ["../../x", "../../x", "", "222222222222"].flatMap((account) =>
      generate(crossAccount).map((one) => ({ ...one, account })),
    );
    for (const { path } of exportFiles("terraform", crossAccount, documents))
      expect(path).toMatch(/^terraform\/((222222222222|account(-\d+)?)\/\w+\.tf|README\.md)$/);
  });
});

describe("what is no JSON is named first", () => {
  const [platform, ...others] = generate(crossAccount);
  const documents = others.map((one) => (one.kind === "trust" ? { ...one, text: "{" } : one));
  const files = exportFiles("terraform", crossAccount, [
    ...(platform ? [platform] : []),
    ...documents,
  ]);

  it("in the README and at the top of its folder", () => {
    const words = "the trust policy of CadoResponseCrossAccountRole";
    expect(files[0]?.text.split("\n").slice(0, 7).join("\n")).toContain(words);
    expect(files.find(({ path }) => path.startsWith("terraform/2"))?.text).toMatch(
      new RegExp(`^# Not in here.*\n# ${words}\n\nterraform {`),
    );
  });

  it("and the role, which it cannot make, must exist", async () => {
    const roles = files.find(({ path }) => path === "terraform/222222222222/roles.tf")?.text ?? "";
    const { resource, data } = await parse("roles.tf", roles);
    expect(resource.aws_iam_role).toBeUndefined();
    expect(Object.keys(data.aws_iam_role)).toEqual(["cado_response_cross_account_role"]);
  });
});

describe("the plan does what the user asked, no more", () => {
  it("only attaches to the platform's role", async () => {
    const folders = await foldersOf(crossAccount, generate(crossAccount), {
      targetRoles: "existing",
    });
    const { resource, data } = folders["111111111111"];
    expect(resource.aws_iam_role).toBeUndefined();
    expect(resource.aws_iam_role_policy_attachment).toMatchObject({
      keyhole_cado_response_role: [{ role: "${data.aws_iam_role.cado_response_role.name}" }],
    });
    expect(data.aws_iam_role.cado_response_role[0].name).toBe("${var.cado_response_role_name}");
    expect(data.aws_iam_role.cado_response_role[0].lifecycle[0].postcondition[0].condition).toBe(
      `\${self.arn == "arn:aws:iam::${crossAccount.platform.account}:role/CadoResponseRole"}`,
    );
  });

  it("makes target roles, or imports them and leaves their boundary alone", async () => {
    const made = await targetFolder(crossAccount);
    expect(made.import).toHaveLength(1);
    expect(
      made.resource.aws_iam_role.cado_response_cross_account_role[0].lifecycle,
    ).toBeUndefined();
    const {
      import: imports,
      resource,
      terraform,
    } = await targetFolder(crossAccount, {
      targetRoles: "existing",
    });
    expect(imports).toContainEqual({
      to: "${aws_iam_role.cado_response_cross_account_role}",
      id: "${var.cado_response_cross_account_role_name}",
    });
    expect(terraform[0].required_version).toBe(">= 1.6");
    expect(resource.aws_iam_role.cado_response_cross_account_role[0].lifecycle[0]).toMatchObject({
      prevent_destroy: true,
      ignore_changes: expect.arrayContaining(["${permissions_boundary}"]),
    });
  });

  it("imports the policy of a key that is named by ARN by its id", async () => {
    const { import: imports, resource } = await targetFolder(crossAccount);
    const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    const label = "key_eu_west_1_1234abcd_12ab_34cd_56ef_1234567890ab";
    expect(imports).toEqual([{ to: `\${aws_kms_key_policy.${label}}`, id }]);
    expect(resource.aws_kms_key_policy[label][0]).toMatchObject({
      key_id: id,
      provider: "${aws.eu_west_1}",
      depends_on: ["${aws_iam_role.cado_response_cross_account_role}"],
      lifecycle: [{ prevent_destroy: true }],
    });
  });

  it("looks up a key that is named by alias", async () => {
    const folder = await targetFolder(
      crossAccountWithKey({ naming: { by: "alias", alias: "alias/prod" } }),
    );
    const label = "key_eu_west_1_alias_prod";
    expect(folder.variable[`${label}_name`][0].default).toBe("alias/prod");
    const id = `\${data.aws_kms_alias.${label}.target_key_id}`;
    expect(folder.import).toEqual([{ to: `\${aws_kms_key_policy.${label}}`, id }]);
  });

  it.each([{ by: "every" } as const, { by: "tag", tagKey: "a", tagValue: "b" } as const])(
    "overwrites none of several keys until they are listed: $by",
    async (naming) => {
      const {
        variable,
        import: imports,
        resource,
      } = await targetFolder(crossAccountWithKey({ naming }));
      const [name = ""] = Object.keys(variable).filter((each) => each.endsWith("_ids"));
      expect(variable[name][0]).toMatchObject({ type: "${set(string)}", default: [] });
      const [policy] = Object.values<Json>(resource.aws_kms_key_policy)[0];
      expect(policy).toMatchObject({ for_each: `\${var.${name}}`, key_id: "${each.value}" });
      expect(imports).toMatchObject([{ for_each: `\${var.${name}}`, id: "${each.value}" }]);
    },
  );

  it.each([
    ["kms", "customer-managed", ["aws_kms_key"]],
    ["imported", "customer-managed", ["aws_kms_external_key"]],
    ["custom-key-store", "customer-managed", ["aws_kms_key"]],
    ["kms", "multi-region", ["aws_kms_key", "aws_kms_replica_key"]],
    ["imported", "multi-region", ["aws_kms_external_key", "aws_kms_replica_external_key"]],
  ] as const)("makes new keys: %s, %s", async (origin, type, types) => {
    const scenario = crossAccountWithKey({
      origin,
      type,
      replicaRegions: ["us-east-1"],
      naming: { by: "alias", alias: "alias/prod" },
    });
    const { resource, variable } = await targetFolder(scenario, { keys: "new" });
    const all = Object.keys(resource).filter((name) => name.startsWith("aws_kms_"));
    expect(all.sort()).toEqual(["aws_kms_alias", ...types].sort());
    for (const name of types) {
      const [key] = Object.values<Json>(resource[name])[0];
      expect(key.bypass_policy_lockout_safety_check).toBe(false);
      expect(key.multi_region ?? false).toBe(type === "multi-region" && !/replica/.test(name));
      if (/replica/.test(name))
        expect(key.primary_key_arn).toMatch(/^\$\{aws_kms_\w*key\.\w+\.arn\}$/);
    }
    // Of the four kinds of key, imported ones have no attribute `key_id`.
    for (const [name] of Object.values<Json>(resource.aws_kms_alias))
      expect(name.target_key_id).toMatch(
        name.count ? /^\$\{one\(aws_kms_\w+\.\w+\[\*\]\.arn\)\}$/ : /^\$\{aws_kms_\w+\.\w+\.arn\}$/,
      );
    // A key without material cannot be replicated: its replica waits for a variable.
    const [[replica] = []] = Object.values<Json>(resource.aws_kms_replica_external_key ?? {});
    const flag = Object.keys(variable).filter((name) => name.endsWith("_material_imported"));
    expect(replica?.count).toBe(replica ? `\${var.${flag[0]} ? 1 : 0}` : undefined);
    const asked = Object.values<Json>(variable).filter(([one]) => one.default === undefined);
    expect(asked).toHaveLength(origin === "custom-key-store" ? 1 : 0);
  });

  it("applies to no other account", async () => {
    const { provider, variable } = await targetFolder(crossAccount);
    expect(provider.aws).toHaveLength(2);
    for (const one of provider.aws) expect(one.allowed_account_ids).toEqual(["${var.account_id}"]);
    expect(variable.account_id[0].default).toBe("222222222222");
  });
});
