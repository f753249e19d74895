import { expect, test } from "vitest";
import { kmsActions } from "#policy/kms";
import { exampleKeyArn } from "#testing/reach/example-key";
import { comparisonWords, explainCell } from "./explain.ts";
import type { Cell, Comparison, Product, Relation } from "./types.ts";

const compared = (
  operator: string,
  holds = true,
  values: readonly string[] = ["a"],
): Comparison => ({
  operator,
  values,
  effect: "Allow",
  variables: false,
  holds,
});

/** Each operator: what its clause says after the key where it holds, and where it does not. */
const operators: [operator: string, holds: string, fails: string][] = [
  ["StringEquals", "is a", "is not a"],
  ["StringNotEquals", "is not a", "is a"],
  ["StringEqualsIgnoreCase", "is, in any case, a", "is not, in any case, a"],
  ["StringNotEqualsIgnoreCase", "is not, in any case, a", "is, in any case, a"],
  ["StringLike", "is like a", "is not like a"],
  ["StringNotLike", "is not like a", "is like a"],
  ["ArnEquals", "is a", "is not a"],
  ["ArnNotEquals", "is not a", "is a"],
  ["ArnLike", "is like a", "is not like a"],
  ["ArnNotLike", "is not like a", "is like a"],
  ["NumericEquals", "is a", "is not a"],
  ["NumericNotEquals", "is not a", "is a"],
  ["NumericLessThan", "is below a", "is not below a"],
  ["NumericLessThanEquals", "is at most a", "is not at most a"],
  ["NumericGreaterThan", "is above a", "is not above a"],
  ["NumericGreaterThanEquals", "is at least a", "is not at least a"],
  ["DateEquals", "is a", "is not a"],
  ["DateNotEquals", "is not a", "is a"],
  ["DateLessThan", "is below a", "is not below a"],
  ["DateLessThanEquals", "is at most a", "is not at most a"],
  ["DateGreaterThan", "is above a", "is not above a"],
  ["DateGreaterThanEquals", "is at least a", "is not at least a"],
  ["Bool", "is a", "is not a"],
  ["BinaryEquals", "is a", "is not a"],
  ["IpAddress", "is in a", "is not in a"],
  ["NotIpAddress", "is not in a", "is in a"],
  ["StringEqualsIfExists", "is a or absent", "is not a and present"],
  ["StringNotLikeIfExists", "is not like a or absent", "is like a and present"],
  ["BoolIfExists", "is a or absent", "is not a and present"],
  ["NotIpAddressIfExists", "is not in a or absent", "is in a and present"],
];

test.each(operators)("a reader understands %s", (operator, holds, fails) => {
  expect(comparisonWords("aws:k", compared(operator))).toBe(`aws:k ${holds}`);
  expect(comparisonWords("aws:k", compared(operator, false))).toBe(`aws:k ${fails}`);
});

test.each([
  ["ForAllValues:StringEquals", "every value of aws:k is a"],
  ["ForAnyValue:StringEquals", "some value of aws:k is a"],
  ["ForAllValues:StringNotEquals", "every value of aws:k is not a"],
  ["ForAnyValue:StringNotLike", "some value of aws:k is not like a"],
  ["ForAllValues:ArnLikeIfExists", "every value of aws:k is like a or absent"],
])("several values under %s are denied as a whole", (operator, words) => {
  expect(comparisonWords("aws:k", compared(operator))).toBe(words);
  expect(comparisonWords("aws:k", compared(operator, false))).toBe(`it is not so that ${words}`);
});

test.each([
  [["true"], true, "absent"],
  [["TRUE"], true, "absent"],
  [["true"], false, "present"],
  [["false"], true, "present"],
  [["false"], false, "absent"],
  [["False", "false"], true, "present"],
] as const)("Null of %s, %s: the key is %s", (values, holds, words) => {
  expect(comparisonWords("aws:k", compared("Null", holds, values))).toBe(`aws:k is ${words}`);
});

test.each([
  [[], "one of no values"],
  [["a", "b"], "a or b"],
  [["a", "b", "c"], "a, b or c"],
  [[..."abcdefgh"], "a, b, c, d, e, f, g or h"],
  [[..."abcdefghi"], "a, b, c or 6 others"],
])("values %j are listed, a long list is counted", (values, words) => {
  expect(comparisonWords("aws:k", compared("StringEquals", true, values))).toBe(
    `aws:k is ${words}`,
  );
});

const keyActions = kmsActions
  .filter(({ resourceTypes }) => resourceTypes.includes("key"))
  .map(({ name }) => `kms:${name}`);
const cell = (more: Partial<Cell> = {}): Cell => ({
  resources: [exampleKeyArn],
  principals: { anyOf: [[]], words: ["role CadoResponseRole of 111111111111"] },
  actions: ["kms:Decrypt"],
  context: {},
  except: [],
  identityPolicyNeeded: false,
  resourcePolicyNeeded: false,
  because: { allows: [], denies: [] },
  witness: {
    request: { principal: "*", action: "kms:Decrypt", resource: exampleKeyArn },
    policies: {},
  },
  ...more,
});
const may = "Role CadoResponseRole of 111111111111 may";
const through = { anyOf: [[compared("StringEquals", true, ["ec2.us-east-1.amazonaws.com"])]] };
const viaEc2 = "kms:ViaService is ec2.us-east-1.amazonaws.com";
const exception = (more: Partial<Product>): Product => {
  const { resources, principals, actions, context } = cell();
  return { resources, principals, actions, context, ...more };
};
const excepted = (except: readonly Partial<Product>[], more: Partial<Cell> = {}) =>
  explainCell(cell({ except: except.map(exception), ...more }));

test("who may do what, with the IAM policies that it takes", () => {
  const both = { identityPolicyNeeded: true, resourcePolicyNeeded: true };
  expect(explainCell(cell())).toBe(`${may} call Decrypt.`);
  expect(explainCell(cell({ identityPolicyNeeded: true }))).toBe(
    `${may} call Decrypt, if an IAM policy of theirs allows it.`,
  );
  expect(explainCell(cell(both))).toBe(
    `${may} call Decrypt, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account.`,
  );
  const words = ["root of 222222222222", "anonymous callers", "every AWS service"];
  expect(explainCell(cell({ principals: { anyOf: [[]], words } }))).toBe(
    "Root of 222222222222, anonymous callers and every AWS service may call Decrypt.",
  );
});

test.each([
  ["everyone", "Everyone"],
  ["role import.v2 of 111111111111", "Role import.v2 of 111111111111"],
  ["ec2.amazonaws.com", "ec2.amazonaws.com"],
  ["arn:aws:iam::111111111111:saml-provider/Okta", "arn:aws:iam::111111111111:saml-provider/Okta"],
])("a sentence about %s begins with %s", (words, begins) => {
  const principals = { anyOf: [[]], words: [words] };
  expect(explainCell(cell({ principals }))).toBe(`${begins} may call Decrypt.`);
});

test("the actions: all, all but few, or a list", () => {
  const says = (actions: readonly string[], resources = [exampleKeyArn]) =>
    explainCell(cell({ actions, resources })).slice(may.length + 1, -1);
  const names = keyActions.map((name) => name.slice("kms:".length));
  expect(says(keyActions)).toBe("do every action on the key");
  expect(says(keyActions.map((name) => name.toUpperCase()))).toBe("do every action on the key");
  expect(says(keyActions.slice(1))).toBe(`do every action but ${names[0]}`);
  expect(says(keyActions.slice(12))).toBe(
    `do every action but ${names.slice(0, 3).join(", ")} and 9 others`,
  );
  expect(says(keyActions.slice(13))).toBe(
    `call ${names.slice(13, 16).join(", ")} and ${names.length - 16} others`,
  );
  expect(says(["s3:GetObject", "kms:Decrypt"])).toBe("call s3:GetObject and Decrypt");
});

test("the actions of a key are not all actions where something else is asked about too", () => {
  const all = kmsActions.map(({ name }) => `kms:${name}`);
  const alias = "arn:aws:kms:us-east-1:222222222222:alias/import";
  const says = (actions: readonly string[], resources: readonly string[]) =>
    explainCell(cell({ actions, resources })).slice(may.length + 1, -1);
  expect(says(all, [alias])).toBe("do every action");
  expect(says(all, [exampleKeyArn, alias])).toBe("do every action");
  expect(says(keyActions, [exampleKeyArn, alias])).toMatch(/^do every action but /);
  expect(says(all, [exampleKeyArn])).toBe("do every action on the key");
});

test("the values of each key, without what the question itself gives", () => {
  const says = (context: Cell["context"]) => explainCell(cell({ context }));
  const isGiven = compared("given", true, ["vpc-1"]);
  const never = { anyOf: [] };
  expect(says({ "kms:ViaService": through })).toBe(`${may} call Decrypt, only when ${viaEc2}.`);
  expect(says({ "aws:SourceVpc": { anyOf: [[isGiven]] } })).toBe(`${may} call Decrypt.`);
  expect(says({ "aws:SourceVpc": never })).toBe(`${may} call Decrypt.`);
  expect(
    says({
      "aws:SourceVpc": { anyOf: [[isGiven, compared("StringLike", true, ["vpc-*"])], [isGiven]] },
      "kms:ViaService": {
        anyOf: [
          [compared("StringLike"), compared("StringNotEquals")],
          [compared("Null", true, ["true"])],
        ],
      },
    }),
  ).toBe(
    `${may} call Decrypt, only when aws:SourceVpc is like vpc-* and kms:ViaService is like a and kms:ViaService is not a, or kms:ViaService is absent.`,
  );
});

test.each<[Relation, string]>([
  [
    {
      relation: "condition",
      key: "aws:ResourceTag/owner",
      comparison: compared("StringNotEquals", false, ["${aws:username}"]),
    },
    "aws:ResourceTag/owner is ${aws:username}",
  ],
  [
    {
      relation: "resource",
      patterns: ["key/${aws:username}", "key/b"],
      negated: false,
      holds: true,
    },
    "the resource is key/${aws:username} or key/b",
  ],
  [
    { relation: "resource", patterns: ["key/${aws:username}"], negated: false, holds: false },
    "the resource is not key/${aws:username}",
  ],
  [
    { relation: "resource", patterns: ["key/${aws:username}"], negated: true, holds: true },
    "the resource is not key/${aws:username}",
  ],
  [
    { relation: "resource", patterns: ["key/${aws:username}"], negated: true, holds: false },
    "the resource is key/${aws:username}",
  ],
  [
    { relation: "grant", grant: { granteePrincipal: "R", operations: ["Decrypt"] }, holds: true },
    "a grant for R allows it",
  ],
  [
    { relation: "grant", grant: { granteePrincipal: "R", operations: ["Decrypt"] }, holds: false },
    "a grant for R does not allow it",
  ],
  [
    { relation: "grant", grant: { operations: ["Decrypt"] } as never, holds: true },
    "a grant for nobody allows it",
  ],
  [{ relation: "own-account", holds: true }, "the resource is of their own account"],
  [{ relation: "own-account", holds: false }, "the resource is of another account"],
])("a relation of two parts of a request: %j", (relation, words) => {
  expect(explainCell(cell({ relations: [relation] }))).toBe(
    `${may} call Decrypt, only when ${words}.`,
  );
});

test("an exception says only what it adds", () => {
  const actions = ["kms:Decrypt", "kms:DescribeKey"];
  const others = { anyOf: [[]], words: ["user Alice of 111111111111", "every AWS service"] };
  const own: Relation = { relation: "own-account", holds: true };
  const context = { "kms:ViaService": through };
  const denied = { "aws:SourceVpc": { anyOf: [[compared("StringLike")], [compared("ArnLike")]] } };
  expect(excepted([{}])).toBe(`${may} call Decrypt.`);
  expect(excepted([{}, { context }])).toBe(`${may} call Decrypt; not when ${viaEc2}.`);
  expect(excepted([{ actions: ["kms:DescribeKey"] }], { actions })).toBe(
    `${may} call Decrypt and DescribeKey; not DescribeKey.`,
  );
  expect(excepted([{ principals: others }])).toBe(
    `${may} call Decrypt; not for user Alice of 111111111111 and every AWS service.`,
  );
  expect(excepted([{ context: { ...context, ...denied } }], { context })).toBe(
    `${may} call Decrypt, only when ${viaEc2}; not when aws:SourceVpc is like a, or aws:SourceVpc is like a.`,
  );
  expect(excepted([{ context: { ...context, ...denied }, relations: [own] }], { actions })).toBe(
    `${may} call Decrypt and DescribeKey; not Decrypt when ${viaEc2} and aws:SourceVpc is like a, or aws:SourceVpc is like a and the resource is of their own account.`,
  );
  expect(excepted([{ context, relations: [own] }], { relations: [own] })).toBe(
    `${may} call Decrypt, only when the resource is of their own account; not when ${viaEc2}.`,
  );
  expect(
    excepted([{ relations: [own, { relation: "own-account", holds: false }] }], {
      relations: [own],
    }),
  ).toBe(
    `${may} call Decrypt, only when the resource is of their own account; not when the resource is of another account.`,
  );
});

test("an exception says for which resources, if not for all of its cell", () => {
  const like = (...patterns: readonly string[]) => compared("StringLike", true, patterns);
  const keys = { anyOf: [[like("*:key/*")]] };
  const prod = { anyOf: [[like("*:key/*"), like("*:key/prod-*")]] };
  const both = { anyOf: [[like("*:key/prod-*")], [like("*:key/*"), compared("Bool", false)]] };
  const says = (resourceSet: Product["resourceSet"], more: Partial<Product> = {}) =>
    excepted([{ ...(resourceSet ? { resourceSet } : {}), ...more }], { resourceSet: keys });
  expect(says(prod)).toBe(`${may} call Decrypt; not when the resource is like *:key/prod-*.`);
  expect(says(prod, { context: { "kms:ViaService": through } })).toBe(
    `${may} call Decrypt; not when the resource is like *:key/prod-* and ${viaEc2}.`,
  );
  expect(says(both)).toBe(
    `${may} call Decrypt; not when the resource is like *:key/prod-*, or the resource is not a.`,
  );
  const nowhere = [compared("ArnLike", true, ["arn::*:*:*:*"]), like("*:key/a")];
  expect(says({ anyOf: [...keys.anyOf, ...prod.anyOf] })).toBe(`${may} call Decrypt.`);
  const spared = [compared("ArnLike", false, ["arn::*:*:*:*"])];
  expect(says({ anyOf: [...prod.anyOf, nowhere] })).toBe(says(prod));
  expect(says({ anyOf: [spared] })).toBe(
    `${may} call Decrypt; not when the resource is not like arn::*:*:*:*.`,
  );
  expect(says(keys)).toBe(`${may} call Decrypt.`);
  expect(says(undefined)).toBe(`${may} call Decrypt.`);
  const two = { anyOf: [[like("*:key/*")], [like("*:alias/*")]] };
  expect(excepted([{ resourceSet: prod }], { resourceSet: two })).toBe(
    `${may} call Decrypt; not when the resource is like *:key/* and the resource is like *:key/prod-*.`,
  );
});

test("six exceptions are told, more are counted, and the same one counts once", () => {
  const denied = (value: string) => ({
    context: { "aws:k": { anyOf: [[compared("StringEquals", true, [value])]] } },
  });
  const six = `${may} call Decrypt${[1, 2, 3, 4, 5, 6].map((at) => `; not when aws:k is ${at}`).join("")}`;
  expect(excepted([..."123456"].map(denied))).toBe(`${six}.`);
  expect(excepted([..."1234566"].map(denied))).toBe(`${six}.`);
  expect(excepted([..."12345678"].map(denied))).toBe(`${six}; and 2 more.`);
});
