import { describe, expect, test } from "vitest";
import { limits, type Policy } from "#policy";
import { authorize } from "../../index.ts";
import { type CompiledDocument, compileDocument } from "./document.ts";

const request = {
  principal: "arn:aws:iam::111111111111:user/u",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/o",
};
const allow = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const policyOf = (Statement: unknown) => ({ Version: "2012-10-17", Statement }) as Policy;
const outcomeOf = (Statement: unknown) =>
  authorize(request, { identityPolicies: [policyOf(Statement)] }).outcome;

describe("a document without the statements that an action rules out", () => {
  const document = () =>
    compileDocument(
      policyOf([
        { ...allow, Sid: "all" },
        { ...allow, Sid: "other", Action: "kms:*" },
        { ...allow, Sid: "odd", Action: 5 },
        { Effect: "Deny", Sid: "none", Resource: "*" },
        { Effect: "Deny", Sid: "not", NotAction: "s3:Get*", Resource: "*" },
        { Effect: "Deny", Sid: "one", Action: ["kms:Decrypt", "s3:GetObject"], Resource: "*" },
      ]),
    );
  const sids = (found: Pick<CompiledDocument, "allows" | "denies">) => [
    found.allows.map(({ sid }) => sid),
    found.denies.map(({ sid }) => sid),
  ];

  test("has those that speak of it, and those whose action cannot be read", () => {
    const known = document();
    known.forAction("s3:getobject");
    expect(sids(known.forAction("s3:getobject"))).toEqual([
      ["all", "odd"],
      ["none", "one"],
    ]);
    expect(sids(known.forAction("s3:putobject"))).toEqual([
      ["all", "odd"],
      ["none", "not"],
    ]);
    expect(sids(known.forAction("kms:decrypt"))).toEqual([
      ["other", "odd"],
      ["none", "not", "one"],
    ]);
    expect(sids(known)).toEqual([
      ["all", "other", "odd"],
      ["none", "not", "one"],
    ]);
  });

  test("the first request gets all of them: no action is read for it", () => {
    const fresh = document();
    expect(fresh.forAction("s3:getobject")).toBe(fresh);
    expect(fresh.forAction("s3:getobject")).not.toBe(fresh);
  });

  test("is made once for an action, until 64 are known", () => {
    const known = document();
    known.forAction("s3:a");
    const first = known.forAction("s3:a");
    for (let count = 1; count < 64; count += 1) known.forAction(`s3:a${count}`);
    expect(known.forAction("s3:a")).toBe(first);
    known.forAction("s3:b");
    expect(known.forAction("s3:a")).not.toBe(first);
    expect(known.forAction("s3:b")).toBe(known.forAction("s3:b"));
  });
});

test("a policy without statements has none, and the trace shows none", () => {
  for (const policy of [{ Version: "2012-10-17" }, policyOf([]), [], null, "x"]) {
    const { trace } = authorize(request, { identityPolicies: [policy as Policy] });
    expect(trace.statements).toEqual([]);
  }
  const { trace } = authorize(request, { identityPolicies: [policyOf(null)] });
  expect(trace.statements).toHaveLength(1);
});

/**
 * Each member and each item counts one, each text its length: so an Allow with a text of `length` beside it.
 * Source: KMS Developer Guide, "Resource quotas" (a key policy has at most 32,768 bytes).
 */
describe("a document is read as long as it is not longer than any that AWS takes", () => {
  const own = 1 + "Allow".length + 1 + "s3:*".length + 1 + "*".length;
  const rest = limits.keyPolicyBytes - own;
  const text = (length: number) => "a".repeat(length);

  test("one statement without its list", () => {
    expect(outcomeOf({ ...allow, Sid: text(rest - 1) })).toBe("allowed");
    expect(outcomeOf({ ...allow, Sid: text(rest) })).toBe("implicitly-denied");
    expect(outcomeOf({ ...allow, Sid: text(rest - 1), Note: 5 })).toBe("implicitly-denied");
    expect(outcomeOf({ ...allow, Sid: text(rest - 3), A: null, B: 5 })).toBe("allowed");
    expect(outcomeOf({ ...allow, Sid: text(rest - 2), A: null, B: 5 })).toBe("implicitly-denied");
  });

  test("a list", () => {
    expect(outcomeOf([{ ...allow, Sid: text(rest - 2) }])).toBe("allowed");
    expect(outcomeOf([{ ...allow, Sid: text(rest - 1) }])).toBe("implicitly-denied");
    expect(outcomeOf([{ ...allow, Sid: text(rest - 2) }, {}])).toBe("implicitly-denied");
    expect(outcomeOf([{ ...allow, Sid: text(rest - 3) }, null])).toBe("allowed");
    expect(outcomeOf([{ ...allow, Sid: text(rest - 2) }, null])).toBe("implicitly-denied");
    expect(outcomeOf([{ ...allow, Note: [text(rest - 4), 5] }])).toBe("allowed");
    expect(outcomeOf([{ ...allow, Note: [text(rest - 3), 5] }])).toBe("implicitly-denied");
    expect(outcomeOf([{ ...allow, Note: { A: { B: text(rest - 4) } } }])).toBe("allowed");
    expect(outcomeOf([{ ...allow, Note: { A: { B: text(rest - 3) } } }])).toBe("implicitly-denied");
  });

  test("what lies deeper than anything that is read is not counted", () => {
    const nested = (depth: number, wrap: (value: unknown) => unknown) => {
      let value: unknown = text(rest);
      for (let count = 0; count < depth; count += 1) value = wrap(value);
      return outcomeOf([{ ...allow, Note: value }]);
    };
    for (const wrap of [(value: unknown) => [value], (value: unknown) => ({ a: value })]) {
      expect(nested(5, wrap)).toBe("implicitly-denied");
      expect(nested(6, wrap)).toBe("allowed");
    }
  });
});
