import fc from "fast-check";
import { expect, test } from "vitest";
import type { DocumentKind } from "#policy";
import { presets } from "#scenario";
import { explain } from "./explain.ts";

const [{ scenario }] = presets;

/** The explanation of the word at the `|` of a text, and the word. */
function at(marked: string, kind: DocumentKind = "identity") {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const found = explain(text, offset, { kind, account: "222222222222", scenario });
  return (
    found && { word: text.slice(found.start, found.end), explained: found.paragraphs.join("\n") }
  );
}

const one = (statement: string) => `{"Version":"2012-10-17","Statement":[{${statement}}]}`;

test.each<[marked: string, kind: DocumentKind, word: string, explained: RegExp[]]>([
  [
    one('"Action": "kms:De|crypt"'),
    "identity",
    '"kms:Decrypt"',
    [/Write/, /Decrypt ciphertext/, /Works across accounts/, /Service Authorization Reference/],
  ],
  [
    one('"Action": "|kms:PutKeyPolicy"'),
    "key",
    '"kms:PutKeyPolicy"',
    [/only within the key’s account/],
  ],
  [one('"Action": ["kms:ReEncrypt*|"]'), "key", '"kms:ReEncrypt*"', [/ReEncryptFrom.*ReEncryptTo/]],
  [
    one('"Action": "kms:ListAl|iases"'),
    "identity",
    '"kms:ListAliases"',
    [/requires `"Resource": "\*"`/],
  ],
  [one('"Action": "kms:Create|Alias"'), "identity", '"kms:CreateAlias"', [/alias and on the key/]],
  [one('"Action": "ec2:Create|Volume"'), "identity", '"ec2:CreateVolume"', [/EBS volume/]],
  [
    one(
      '"Action": ["kms:Decrypt", "kms:CreateGrant"], "Condition": {"Bool": {"kms:GrantIs|ForAWSResource": true}}',
    ),
    "key",
    '"kms:GrantIsForAWSResource"',
    [
      /`kms:CreateGrant`, `kms:ListGrants`, `kms:RevokeGrant`/,
      /`kms:Decrypt` never contain this key/,
    ],
  ],
  [
    one('"Condition": {"ForAnyValue:StringLike": {"kms:Resource|Aliases": "x"}}'),
    "identity",
    '"kms:ResourceAliases"',
    [/multivalued/, /ForAnyValue/],
  ],
  [
    one('"Condition": {"StringNot|Equals": {}}'),
    "identity",
    '"StringNotEquals"',
    [/without the key passes/, /Condition operators/],
  ],
  [
    one('"Principal": {"AWS": "arn:aws:iam::222222222222:ro|ot"}'),
    "key",
    '"arn:aws:iam::222222222222:root"',
    [/Account 222222222222.*target/, /IAM policies can then give access/],
  ],
  [
    one('"Principal": {"AWS": "arn:aws:iam::111111111111:role/Cado|ResponseRole"}'),
    "trust",
    '"arn:aws:iam::111111111111:role/CadoResponseRole"',
    [/platform role/],
  ],
  [one('"Principal": "|*"'), "key", '"*"', [/Everyone in every account/]],
  [one('"Resource": "|*"'), "key", '"*"', [/This key/]],
  [one('"Not|Action": "x"'), "identity", '"NotAction"', [/Every action except these/]],
])("%s in a document of the kind %s", (marked, kind, word, explained) => {
  const found = at(marked, kind);
  expect(found?.word).toBe(word);
  for (const part of explained) expect(found?.explained).toMatch(part);
});

test.each([
  one('"Sid": "Som|ething"'),
  one('"Action": "nosuch:Thi|ng"'),
  one('"Condition": {"Nos|uch": {}}'),
  one('"__pro|to__": 1'),
  one('"Condition": {"const|ructor": {}}'),
  "|",
])("%s has no explanation", (marked) => {
  expect(at(marked)).toBeUndefined();
});

test("any text is explained or not, without an error; the user's text stays inside backticks", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (word, place) => {
      const text = one(`"Action": ${JSON.stringify(word)}, "Resource": "*"`);
      const found = explain(text, place % (text.length + 1), {
        kind: "key",
        account: "1",
        scenario,
      });
      expect(found?.paragraphs.length ?? 2).toBeGreaterThan(1);
      explain(word, place % (word.length + 1), { kind: "trust", account: "", scenario });
    }),
  );
});
