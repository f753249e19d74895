import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { explainDenial } from "./explain-denial.ts";

const scenario = presets.find(({ id }) => id === "vendor-ebs-direct")?.scenario as Scenario;
const documents = generate(scenario);
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** What the answer to each case says, and what it must not say. */
const table: Readonly<Record<string, { says: RegExp[]; never?: RegExp }>> = {
  "k1-boundary-named-by-aws": {
    says: [/permissionsBoundary/, /permissions boundary/, /No Allow/i],
  },
  "k1-rcp-explicit-deny": {
    says: [/resourceControlPolicies/, /resource control policy/],
  },
  "k2-bracketed-log-line": { says: [/"kind":"symptom"/, new RegExp(key), /Decrypt/] },
  "k2-client-error-on-launch": { says: [/"kind":"symptom"/, /CreateGrant/, /kms\.amazonaws\.com/] },
  "k3-service-linked-role": {
    says: [/role\/aws-service-role\/spot\.amazonaws\.com\/AWSServiceRoleForEC2Spot/],
    never: /add it to its identity policy/,
  },
  "k3-sso-role-other-account": { says: [/aws-reserved\/sso\.amazonaws\.com/, /permission set/] },
  "k9-ebs-call": { says: [/not-judged/, /vendor’s template/], never: /implicitly-denied/ },
};

describe("every denial of the cases is answered as its README asks", () => {
  const files = readdirSync(new URL("./cases", import.meta.url));

  test("the table has every file", () => {
    expect(files.map((file) => file.replace(".denial.txt", "")).sort()).toEqual(
      Object.keys(table).sort(),
    );
  });

  test.each(Object.entries(table))("%s", (name, { says, never }) => {
    const text = readFileSync(new URL(`./cases/${name}.denial.txt`, import.meta.url), "utf8");
    const explained = explainDenial(text, scenario, documents);
    // AWS denied it: whatever the documents say, the answer is never “allowed”.
    const outcomes = explained.kind === "denials" ? explained.denials : [];
    expect(outcomes.map(({ outcome }) => outcome)).not.toContain("allowed");
    const answer = JSON.stringify(explained);
    for (const one of says) expect(answer).toMatch(one);
    if (never) expect(answer).not.toMatch(never);
  });
});
