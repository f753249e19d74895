import { expect, it } from "vitest";
import { type Claim, holdsWhateverElse, type ReachQuestion } from "#engine";

const platform = "arn:aws:iam::111111111111:role/Platform";
const roles = Array.from({ length: 40 }, (_, at) => `arn:aws:iam::${2e11 + at}:role/Target`);
const tagged = (operator: string) => ({ [operator]: { "aws:ResourceTag/forensics": "import" } });
const claim: Claim = {
  id: "other-roles",
  says: "assumes no other roles",
  never: {
    principals: [platform],
    actions: ["sts:AssumeRole"],
    exceptResources: roles,
    when: tagged("StringNotEquals"),
  },
};

function resultWith(condition: object, budget: number): string | undefined {
  const allow = {
    ...{
      Effect: "Allow" as const,
      Action: "sts:AssumeRole",
      Resource: "arn:aws:iam::*:role/Target",
    },
    ...condition,
  };
  const question: ReachQuestion = {
    resource: { like: ["arn:aws:iam::*:role/*"] },
    principals: [platform],
    actions: ["sts:AssumeRole"],
    policies: {
      identityPolicies: [{ Version: "2012-10-17", Statement: [allow] }],
      resourcePolicy: "unknown",
    },
    budget,
  };
  return holdsWhateverElse([claim], question)[0]?.result;
}

// The names of the spared roles use the budget up.
it("a claim that spares many resources is proved if it holds for these, too", () => {
  expect(resultWith({ Condition: tagged("StringEquals") }, 2_000)).toBe("proved");
});

it("a claim that spares many resources is never proved if another resource is open", () => {
  expect(resultWith({}, 2_000)).toBe("undecided");
  expect(resultWith({}, 16_000)).toBe("refuted");
});
