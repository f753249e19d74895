import { expect, test } from "vitest";
import { exampleKeyArn } from "#testing/reach/example-key";
import { compileConditions } from "../../authorizer/condition/condition.ts";
import { readCaller } from "../../authorizer/request/caller.ts";
import { viewRequest } from "../../authorizer/request/request-view.ts";
import { type Resources, readResources } from "../../authorizer/resource.ts";
import type { AccessRequest, Grant } from "../../authorizer/types.ts";
import type { Relation } from "../types.ts";
import { type Asked, askedBy } from "./comparisons.ts";
import { grantNames } from "./grants.ts";
import { RelationTable, relationFits, relationWith } from "./relations.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const byTag = "arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/key}";
const keyId = "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";
const request: AccessRequest = {
  principal: importer,
  action: "kms:Decrypt",
  resource: exampleKeyArn,
};
const asked = (operator: string): Asked => {
  const [condition] = compileConditions({ [operator]: { "aws:x": "${aws:username}" } }, true);
  return askedBy(condition as never, "Deny", true) as Asked;
};
const resources = (negated: boolean) =>
  readResources({ negated, value: byTag } as never, true) as Resources;
const grant: Grant = { keyId, granteePrincipal: importer, operations: ["Decrypt"] };

test("relations of the same words are one, each with its place", () => {
  const table = new RelationTable();
  const first = asked("StringEquals");
  expect(table.ofCondition(first)).toBe(0);
  expect(table.ofCondition(asked("StringNotEquals"))).toBe(1);
  expect(table.ofResource(resources(false))).toBe(2);
  expect(table.ofResource(resources(true))).toBe(3);
  expect(table.ofGrant(grant)).toBe(4);
  expect(table.ofGrant({ ...grant, operations: ["Encrypt"] })).toBe(5);
  expect(table.ofOwnAccount()).toBe(6);
  expect(table.ofCondition(asked("StringEquals"))).toBe(0);
  expect(table.ofResource(resources(true))).toBe(3);
  expect(table.ofGrant({ ...grant })).toBe(4);
  expect(table.ofOwnAccount()).toBe(6);
  expect([...table.asked.keys()]).toEqual([0, 1]);
  const comparison = { values: ["${aws:username}"], effect: "Deny", variables: true, holds: true };
  expect(table.relations).toEqual([
    {
      relation: "condition",
      key: "aws:x",
      comparison: { operator: "StringEquals", ...comparison },
    },
    {
      relation: "condition",
      key: "aws:x",
      comparison: { operator: "StringNotEquals", ...comparison },
    },
    { relation: "resource", patterns: [byTag], negated: false, holds: true },
    { relation: "resource", patterns: [byTag], negated: true, holds: true },
    { relation: "grant", grant, holds: true },
    { relation: "grant", grant: { ...grant, operations: ["Encrypt"] }, holds: true },
    { relation: "own-account", holds: true },
  ]);
});

const named: Relation = {
  relation: "condition",
  key: "aws:x",
  comparison: {
    operator: "StringEquals",
    values: ["${aws:username}"],
    effect: "Allow",
    variables: true,
    holds: true,
  },
};
const ofResource = (negated: boolean): Relation => ({
  relation: "resource",
  patterns: [byTag],
  negated,
  holds: true,
});

/** A request for which a relation holds, and one for which it does not. */
test.each<[string, Relation, Partial<AccessRequest>, Partial<AccessRequest>]>([
  [
    "a key and the user's name",
    named,
    { context: { "aws:x": "alice", "aws:username": "alice" } },
    { context: { "aws:x": "alice", "aws:username": "bob" } },
  ],
  [
    "the key that a tag names",
    ofResource(false),
    { context: { "aws:PrincipalTag/key": keyId } },
    { context: { "aws:PrincipalTag/key": "other" } },
  ],
  [
    "every key but the one that a tag names",
    ofResource(true),
    { context: { "aws:PrincipalTag/key": "other" } },
    { context: { "aws:PrincipalTag/key": keyId } },
  ],
  ["a grant", { relation: "grant", grant, holds: true }, {}, { action: "kms:Encrypt" }],
  [
    "a grant with a constraint",
    {
      relation: "grant",
      grant: { ...grant, constraints: { encryptionContextEquals: { app: "import" } } },
      holds: true,
    },
    { context: { "kms:EncryptionContext:app": "import" } },
    { context: { "kms:EncryptionContext:app": "Import" } },
  ],
  [
    "the caller's own account",
    { relation: "own-account", holds: true },
    { resource: "arn:aws:s3:::import-bucket", resourceAccount: "111111111111" },
    { resource: "arn:aws:s3:::import-bucket", resourceAccount: "222222222222" },
  ],
])("a request fits a relation or its opposite: %s", (_, relation, holds, fails) => {
  const fits = (one: Relation, more: Partial<AccessRequest>) =>
    relationFits(one, viewRequest({ ...request, ...more }, false));
  const opposite = relationWith(relation, false);
  expect([fits(relation, holds), fits(relation, fails)]).toEqual([true, false]);
  expect([fits(opposite, holds), fits(opposite, fails)]).toEqual([false, true]);
  expect(relationWith(opposite, true)).toEqual(relation);
});

test("patterns that no policy may have fit no request, whatever the relation says", () => {
  const early = {
    ...ofResource(false),
    patterns: ["arn:aws:kms:${aws:region}:1:key/a"],
  } as Relation;
  const view = viewRequest(request, false);
  expect(relationFits(early, view)).toBe(false);
  expect(relationFits(relationWith(early, false), view)).toBe(false);
});

/** Who may use a grant, and who may retire it. */
const account = "arn:aws:iam::111111111111:root";
test.each<[string, Partial<Record<"granteePrincipal" | "retiringPrincipal", string>>, string]>([
  ["nobody", {}, "nobody"],
  ["another", { granteePrincipal: `${importer}2`, retiringPrincipal: `${importer}3` }, "nobody"],
  ["its grantee", { granteePrincipal: importer }, "grantee"],
  [
    "its grantee, and another retires it",
    { granteePrincipal: importer, retiringPrincipal: "x" },
    "grantee",
  ],
  ["who retires it", { retiringPrincipal: importer }, "retire"],
  ["both", { granteePrincipal: importer, retiringPrincipal: importer }, "both"],
  ["the account that retires it", { retiringPrincipal: account }, "account"],
  ["another account", { retiringPrincipal: "arn:aws:iam::222222222222:root" }, "nobody"],
  [
    "the grantee, and its account",
    { granteePrincipal: importer, retiringPrincipal: account },
    "grantee and account",
  ],
])("a grant names the caller: %s", (_, principals, names) => {
  const session = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import";
  for (const text of [importer, session])
    expect(grantNames({ operations: ["Decrypt"], ...principals } as Grant, readCaller(text))).toBe(
      names,
    );
});

test("the root that retires a grant is named itself, and a text is no grant", () => {
  expect(grantNames({ ...grant, retiringPrincipal: account }, readCaller(account))).toBe("retire");
  expect(grantNames("grant" as never, readCaller(importer))).toBe("nobody");
  expect(grantNames(null as never, readCaller(importer))).toBe("nobody");
});
