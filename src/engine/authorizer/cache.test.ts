import { describe, expect, test } from "vitest";
import type { Policy } from "#policy";
import { authorize } from "../index.ts";
import { createAuthorizerCache, remembering } from "./cache.ts";
import type { PolicySet } from "./types.ts";

const request = {
  principal: "arn:aws:iam::111111111111:role/r",
  action: "kms:Decrypt",
  resource: "arn:aws:kms:us-east-1:111111111111:key/k",
  context: { "aws:username": "anna" },
};
const allow = {
  Effect: "Allow",
  Principal: { AWS: request.principal },
  Action: "kms:*",
  Resource: "*",
};
const policyOf = (...statements: unknown[]) =>
  ({ Version: "2012-10-17", Statement: statements }) as Policy;

test("a reader that remembers reads a text once, and forgets all at its limit", () => {
  const read: string[] = [];
  const lengthOf = remembering((text) => read.push(text) && text.length, 2);
  const after = (text: string) => {
    expect(lengthOf(text)).toBe(text.length);
    return read.join(" ");
  };
  expect(after("one")).toBe("one");
  expect(after("two")).toBe("one two");
  expect(after("one")).toBe("one two");
  expect(after("three")).toBe("one two three");
  expect(after("three")).toBe("one two three");
  expect(after("one")).toBe("one two three one");
  expect(after("three")).toBe("one two three one");
});

describe("what was read is read once", () => {
  test("the caller, the resource and the entries of a principal", () => {
    const { callerOf, resourceOf, documentOf } = createAuthorizerCache();
    expect(callerOf(request.principal)).toBe(callerOf(request.principal));
    expect(resourceOf(request.resource)).toBe(resourceOf(request.resource));
    const entries = [policyOf(allow), policyOf(allow, allow)].map(
      (policy) => documentOf(policy).statements.at(-1)?.principal,
    );
    const [one, other] = entries.map((found) =>
      found?.kind === "given" ? found.aws[0] : undefined,
    );
    expect(one).toBeDefined();
    expect(one).toBe(other);
  });

  test("a policy, as long as fewer than two generations of 256 others came after it", () => {
    /** Whether a policy is still known after so many others. */
    const isKnown = (others: number) => {
      const { documentOf } = createAuthorizerCache();
      const policy = policyOf(allow);
      const read = documentOf(policy);
      for (let count = 0; count < others; count += 1) documentOf(policyOf());
      return documentOf(policy) === read;
    };
    expect([0, 1, 2, 255, 256, 257, 511].map(isKnown)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect([512, 513, 2_000].map(isKnown)).toEqual([false, false, false]);
  });

  test("a policy of the new generation too", () => {
    const { documentOf } = createAuthorizerCache();
    for (let count = 0; count < 300; count += 1) documentOf(policyOf());
    const policy = policyOf(allow);
    expect(documentOf(policy)).toBe(documentOf(policy));
  });

  test("no value that is no policy", () => {
    const { documentOf } = createAuthorizerCache();
    for (const value of [null, undefined, "policy", 7, [allow]])
      expect(documentOf(value as unknown as Policy).statements).toEqual([]);
  });
});

describe("equal statements of different policies", () => {
  const statementsOf = (cache: ReturnType<typeof createAuthorizerCache>, ...policies: Policy[]) =>
    policies.map((policy) => cache.documentOf(policy).statements.at(-1));
  const shared = () => createAuthorizerCache({ sharesStatements: true });

  test("are one object only where a cache is asked to share them", () => {
    const [one, other] = statementsOf(
      createAuthorizerCache(),
      policyOf(allow),
      policyOf({ ...allow }),
    );
    expect(one).not.toBe(other);
    const [first, second] = statementsOf(shared(), policyOf(allow), policyOf({ ...allow }));
    expect(first).toBeDefined();
    expect(first).toBe(second);
  });

  test("are two in different places, and under different versions", () => {
    const [first, second] = statementsOf(shared(), policyOf(allow), policyOf(allow, allow));
    expect([first?.index, second?.index]).toEqual([0, 1]);
    const named = { ...allow, Resource: "arn:aws:kms:us-east-1:111111111111:key/${aws:username}" };
    const old = { ...policyOf(named), Version: "2008-10-17" };
    const [now, before] = statementsOf(shared(), policyOf(named), old);
    expect(now).not.toBe(before);
    const cache = shared();
    const asked = { ...request, resource: "arn:aws:kms:us-east-1:111111111111:key/anna" };
    for (const [resourcePolicy, outcome] of [
      [policyOf(named), "allowed"],
      [old, "implicitly-denied"],
      [policyOf(named), "allowed"],
    ] as const)
      expect(authorize(asked, { resourcePolicy }, { cache }).outcome).toBe(outcome);
  });

  test("are read again once 2048 others are known", () => {
    const numbered = (count: number) => policyOf({ ...allow, Sid: `S${count}` });
    /** Whether the first statement is still known after so many more. */
    const isKnown = (others: number) => {
      const cache = shared();
      const [first] = statementsOf(cache, numbered(0));
      for (let count = 1; count <= others; count += 1) statementsOf(cache, numbered(count));
      return statementsOf(cache, numbered(0))[0] === first;
    };
    expect([1, 2, 2_047, 2_048].map(isKnown)).toEqual([true, true, true, false]);
  });

  test("that are no JSON or no statements are read each time", () => {
    const cyclic: Record<string, unknown> = { ...allow };
    cyclic.Note = cyclic;
    const throwing = { ...allow, toJSON: () => JSON.parse("{") };
    for (const odd of [cyclic, { ...allow, Note: 10n }, throwing]) {
      const [one, other] = statementsOf(shared(), policyOf(odd), policyOf(odd));
      expect([one?.effect, other?.effect]).toEqual(["Allow", "Allow"]);
    }
    for (const none of [undefined, null, "Allow", { ...allow, Effect: "Perhaps" }]) {
      const cache = shared();
      expect(statementsOf(cache, policyOf(none), policyOf(none))).toEqual([undefined, undefined]);
    }
  });
});

test("a cache changes no decision, however many policies it has seen and whatever they hold", () => {
  const cyclic: Record<string, unknown> = { ...allow };
  cyclic.Condition = { StringEquals: cyclic };
  const getter = {
    ...allow,
    get Resource() {
      return "*";
    },
  };
  const odd: readonly unknown[] = [
    policyOf(allow),
    policyOf(allow, { ...allow, Effect: "Deny", Action: "kms:De*" }),
    policyOf({ ...allow, Action: "kms:Encrypt" }),
    policyOf({ ...allow, Effect: "Perhaps" }),
    policyOf(getter),
    policyOf(cyclic),
    policyOf({ ...allow, Note: 10n }),
    { Statement: allow },
    "policy",
    null,
    [],
    {},
  ];
  const caches = [createAuthorizerCache(), createAuthorizerCache({ sharesStatements: true })];
  for (const resourcePolicy of odd) {
    const set = { resourcePolicy } as PolicySet;
    const expected = authorize(request, set);
    for (const cache of caches) expect(authorize(request, set, { cache })).toEqual(expected);
  }
  const isObject = (value: unknown) => typeof value === "object" && value !== null;
  for (let turn = 0; turn < 40; turn += 1) {
    // Every other time they are new objects of the same content.
    const sets = odd.map((value) => ({
      resourcePolicy: turn % 2 === 0 && isObject(value) ? { ...(value as object) } : value,
    }));
    const decide = (cache = createAuthorizerCache()) =>
      sets.map((set) => authorize(request, set as PolicySet, { cache, trace: false }));
    const expected = decide();
    for (const cache of caches) expect(decide(cache)).toEqual(expected);
  }
});
