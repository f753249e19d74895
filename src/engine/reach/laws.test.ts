import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import {
  exampleKeyArn as key,
  resourcePolicyAlone,
  accountOwnsKey as root,
  everyoneThroughEc2 as throughEc2,
} from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { compareReach, reachBeyond } from "./compare.ts";
import { explainCell } from "./explain.ts";
import { holds } from "./holds.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { Claim } from "./types.ts";

const keyPolicy = (...statements: Statement[]) => resourcePolicyAlone(key, ...statements);

const noGrants: Statement = {
  Effect: "Deny",
  Principal: "*",
  Action: "kms:CreateGrant",
  Resource: "*",
  Condition: { Bool: { "kms:GrantIsForAWSResource": "false" } },
};

describe("compareReach", () => {
  test("the same statements in another order: nothing gained, nothing lost", () => {
    const { gained, lost, undecided } = compareReach(
      keyPolicy(root, throughEc2, noGrants),
      keyPolicy(noGrants, throughEc2, root),
    );
    expect([gained, lost, undecided]).toEqual([[], [], []]);
  });

  test("an Allow more loses nothing, and each witness of what is gained is decided differently", () => {
    const before = keyPolicy(root);
    const { gained, lost } = compareReach(before, keyPolicy(root, throughEc2));
    expect(lost).toEqual([]);
    expect(gained.length).toBeGreaterThan(0);
    for (const cell of gained) {
      expect(cellIncludes(cell, cell.witness.request)).toBe(true);
      expect(authorize(cell.witness.request, cell.witness.policies).outcome).toBe("allowed");
      const { resourcePolicy } = before.policies;
      const old = {
        ...cell.witness.policies,
        ...(resourcePolicy === "unknown" ? {} : { resourcePolicy }),
      };
      expect(authorize(cell.witness.request, old).outcome).not.toBe("allowed");
    }
  });

  test("a Deny more gains nothing and loses what it refuses", () => {
    const { gained, lost } = compareReach(keyPolicy(root), keyPolicy(root, noGrants));
    expect(gained).toEqual([]);
    expect(lost.map(explainCell)).toEqual([
      "Root of 222222222222 may call CreateGrant, only when kms:GrantIsForAWSResource is false.",
      "Every role and user of 222222222222 may call CreateGrant, if an IAM policy of theirs allows it, only when kms:GrantIsForAWSResource is false.",
    ]);
  });

  test("`reachBeyond` gives what is gained, and of the other side what is lost", () => {
    const [before, after] = [keyPolicy(root, noGrants), keyPolicy(noGrants, throughEc2)];
    const { gained, lost } = compareReach(before, after);
    expect(gained.length * lost.length).toBeGreaterThan(0);
    expect(reachBeyond(before, after)).toEqual({ allowed: gained, undecided: [] });
    expect(reachBeyond(after, before).allowed.map(explainCell)).toEqual(lost.map(explainCell));
  });

  test("what a question does not ask about counts as refused by it", () => {
    const { gained } = compareReach(
      { ...keyPolicy(root), actions: ["kms:Decrypt"] },
      keyPolicy(root),
    );
    expect(gained.flatMap(({ actions }) => actions)).not.toContain("kms:Decrypt");
    expect(gained.flatMap(({ actions }) => actions)).toContain("kms:Encrypt");
  });
});

describe("holds", () => {
  const nobodyElse: Claim = {
    id: "nobody-else",
    says: "Nobody outside 222222222222 can use this key",
    never: { exceptPrincipals: ["222222222222"] },
  };
  test("a claim is proved if nothing that is allowed breaks it", () => {
    expect(holds(nobodyElse, keyPolicy(root))).toEqual({ result: "proved" });
  });
  test("a claim is refuted by a request that the authorizer allows", () => {
    const result = holds(nobodyElse, keyPolicy(root, throughEc2));
    if (result.result !== "refuted") throw new Error(result.result);
    expect(authorize(result.witness.request, result.witness.policies).outcome).toBe("allowed");
    expect(result.witness.request.principal).not.toContain("222222222222");
  });
  test("without budget a claim is undecided, and so is everything that may be allowed", () => {
    const asked = { ...keyPolicy(root, throughEc2, noGrants), budget: 3 };
    expect(holds(nobodyElse, asked).result).toBe("undecided");
    expect(reach(asked).undecided.length).toBeGreaterThan(0);
  });
});

test("a cell says in one sentence who may do what, only when, unless", () => {
  expect(reach(keyPolicy(root, noGrants)).allowed.map(explainCell)).toEqual([
    "Root of 222222222222 may do every action but RetireGrant; not CreateGrant when kms:GrantIsForAWSResource is false.",
    "Every role and user of 222222222222 may do every action but RetireGrant, if an IAM policy of theirs allows it; not CreateGrant when kms:GrantIsForAWSResource is false.",
  ]);
});
