import { format } from "@cdktf/hcl-tools";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { asList, parseDocument } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#scenario/arbitrary";
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

/** The folders of an export as a real parser reads them: everything in a folder together, as Terraform sees it. */
async function foldersOf(scenario: Scenario, documents: readonly ExportedDocument[], options = {}) {
  const folders: Record<string, Json> = {};
  for (const { path, text } of exportFiles("terraform", scenario, documents, options)) {
    if (!path.endsWith(".tf")) continue;
    expect(await format(text), path).toBe(text);
    const folder = path.split("/")[1] ?? "";
    folders[folder] = merged(folders[folder] ?? {}, await parse(path, text));
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
      if (text !== undefined) found.push([type, await valueOf(text, folder)]);
    }
  return found;
}

async function valueOf(expression: string, folder: Json): Promise<Json> {
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
      const wanted = documents
        .filter((one) => one.account === account && one.kind === kind)
        .map(({ text }) => JSON.parse(text));
      const got = policies.filter(([type]) => types.test(type)).map(([, policy]) => policy);
      expect(sorted(got), `${account} ${kind}`).toEqual(sorted(wanted));
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
