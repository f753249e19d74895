import { expect, test } from "vitest";
import type { Scenario } from "#scenario";
import { restrictedCrossAccount } from "#testing/example-scenario";
import { withReplacedNames } from "./with-replaced-names.ts";

const account = "604815926373";
const statement = (one: unknown) => JSON.stringify({ Version: "2012-10-17", Statement: [one] });
const condition = (operator: string, key: string, value: unknown) =>
  statement({ Effect: "Allow", Condition: { [operator]: { [key]: value } } });
const escaped = (text: string) =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const base64 = btoa(`arn:aws:iam::${account}:role/Acme`);

/** Names of a user where AWS's own words stand, or in another form. */
test.each<[string, string]>([
  ["a bucket in a service's host", statement({ Resource: "acme-logs.s3.amazonaws.com" })],
  ["the same with a region", statement({ Resource: "acme.s3.eu-west-1.amazonaws.com" })],
  ["a host of no service", statement({ Principal: { Service: "acme.amazonaws.com" } })],
  ["an account in a host", statement({ Principal: { Service: `${account}.amazonaws.com` } })],
  ["a pattern in a host", condition("StringLike", "kms:ViaService", `*${account}.amazonaws.com`)],
  ["a pattern of no region", statement({ Resource: `arn:aws:kms:*acme*:${account}:key/*` })],
  ["a beginning of regions", statement({ Resource: `arn:aws:kms:eu-*acme:${account}:key/*` })],
  ["an account in a Sid", statement({ Sid: `AllowKeys${account}` })],
  ["an ARN in a Sid", statement({ Sid: `arn:aws:iam::${account}:role/Acme` })],
  ["an account in an Id", JSON.stringify({ Id: `Policy${account}` })],
  ["an action that AWS lacks", statement({ Action: ["kms:AcmePayments", `kms:${account}`] })],
  ["the same outside of a text", `{ Action: kms:Acme, NotAction: kms:${account} }`],
  ["a word of KMS that it lacks", condition("StringEquals", "kms:KeySpec", "ACME")],
  ["an account as KMS's word", condition("StringEquals", "kms:KeyUsage", account)],
  ["an operation of no grant", `{"Grants": [{"Operations": ["Acme", "kms:Acme"]}]}`],
  ["an account as a date", `{"CreationDate": "${account}", "Date": ${account}}`],
  ["an account with dashes", condition("NumericLessThan", "aws:EpochTime", "6048-1592-6373")],
  ["a number beside a date", `{"UpdatedBy": 604815926}`],
  [
    "a name after aws:",
    statement({ Sid: "aws:acme", Resource: [`aws:${account}`, "aws:ec2:acme"] }),
  ],
  ["an alias of AWS that is none", statement({ Resource: `alias/aws/acme-${account}` })],
  ["the same in an ARN", statement({ Resource: "arn:aws:kms:eu-west-1:1:alias/aws/acme" })],
  ["a policy of AWS that is none", statement({ Resource: "arn:aws:iam::aws:policy/AcmePolicy" })],
  ["an account in one", statement({ Resource: `arn:aws:iam::aws:policy/AWS${account}` })],
  [
    "the suffix of a service-linked role",
    statement({
      Principal: {
        AWS: "arn:aws:iam::1:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_Acme",
      },
    }),
  ],
  ["a name like one's", statement({ Resource: "role/AWSServiceRoleForAcme" })],
  ["a permission set", statement({ Resource: `role/AWSReservedSSO_Acme_${"0a".repeat(8)}` })],
  ["letters between wildcards", statement({ Resource: "role/?a?c?m?e?" })],
  ["a tag's key in a condition key", condition("Null", `aws:PrincipalTag/Acme${account}`, "true")],
  ["a key of no service", condition("StringEquals", `acme:${account}`, "acme")],
  ["a default of a variable", statement({ Resource: `\${aws:PrincipalTag/acme, '${account}'}` })],
  ["a member's name", JSON.stringify({ [`arn:aws:iam::${account}:role/acme`]: 1 })],
  ["escapes", `{"Sid": "${escaped("acme")}", "${escaped(account)}": 1}`],
  ["escapes in a text in a text", JSON.stringify({ Policy: `{"Sid": "${escaped("acme")}"}` })],
  ["escapes that end early", `{"Sid": "\\u0061cme \\u00`],
  [
    "texts in texts, seven deep",
    Array.from({ length: 7 }).reduce<string>((text) => JSON.stringify({ P: text }), account),
  ],
  [
    "an address, encoded",
    statement({ Resource: encodeURIComponent(`arn:aws:iam::${account}:acme`) }),
  ],
  ["every character encoded", statement({ Resource: "%61%63%6d%65%36%30%34%38" })],
  [
    "encoded and broken",
    statement({ Resource: `%E0%A4%A arn%3Aaws%3Aiam%3A%3A${account}%3Aacme` }),
  ],
  ["Base64", statement({ Resource: base64, Sid: base64 })],
  ["other cases", statement({ Resource: ["ACME", "aCmE", "arn:AWS:IAM::1:role/AcMe"] })],
  ["other digits", statement({ Resource: "arn:aws:iam::６０４８１５９２６３７３:role/x" })],
  ["invisible characters", statement({ Resource: "6048\u200b1592\u200b6373 Ac\u00adme-prod" })],
  ["pictures and one letter", statement({ Resource: ["role/🦄", "role/李"] })],
  ["single quotes", `{'Sid': 'Acme', 'AWS': 'arn:aws:iam::${account}:root'}`],
  ["a comment", `// acme ${account} 🦄\n{} /* ${escaped("acme")} acme.s3.amazonaws.com */`],
])("leaves no name: %s", (_, text) => {
  const { state } = withReplacedNames({
    scenario: restrictedCrossAccount,
    edits: { "t1/identity": text },
  });
  const left = state.edits["t1/identity"] ?? "";
  const code = (_: string, digits: string) => String.fromCharCode(Number.parseInt(digits, 16));
  const plain = left.replace(/\\+u([0-9a-f]{4})/gi, code).replace(/%(?:25)*([0-9a-f]{2})/gi, code);
  const letters = plain.replace(/\?/g, "");
  expect(`${left}\n${plain}\n${letters}`.normalize("NFKC").toLowerCase()).not.toMatch(
    /acme|604815926|6048-1592|6048|🦄|李|\bac\b|prod|yxjuomf3czppyw/,
  );
});

test("a half-typed time and a rule's action leave no name", () => {
  const scenario: Scenario = {
    ...restrictedCrossAccount,
    period: { from: account, until: "6048-1592-6373" },
    moment: "604815926373Z",
    mustNever: [{ id: "r1", who: "others", principals: [], actions: ["kms:Acme"], onlyWhen: [] }],
  };
  const { state } = withReplacedNames({ scenario, edits: {} });
  expect(JSON.stringify(state)).not.toMatch(/acme|6048/i);
});

test("the name of a statement as long as it may be is read in time", () => {
  const text = statement({ Sid: `${"1".repeat(199)}!` });
  const { state } = withReplacedNames({
    scenario: restrictedCrossAccount,
    edits: { "t1/identity": text },
  });
  expect(state.edits["t1/identity"]).not.toContain("1".repeat(199));
});

test("more patterns than are compared are named as uncertain", () => {
  const patterns = Array.from({ length: 1_010 }, (_, at) => `role/acme${at + 10_000}*`);
  const { state, uncertain } = withReplacedNames({
    scenario: restrictedCrossAccount,
    edits: { "t1/identity": statement({ Resource: patterns }) },
  });
  expect(uncertain.slice(-1)).toEqual(patterns.slice(-1));
  expect(uncertain.length).toBeLessThan(20);
  expect(state.edits["t1/identity"]).not.toContain("acme");
});
