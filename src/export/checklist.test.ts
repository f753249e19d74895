import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { asList, type PrincipalMap, parseDocument, statementsOf } from "#policy";
import { defaultScenario, presets, targetRole } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { checklistOf, presentStates } from "./checklist.ts";
import { withGrantNote } from "./grant-note.ts";
import { inRolloutOrder } from "./rollout-order.ts";

/** The ARNs that a document names as principals. */
function principalsIn(text: string): readonly string[] {
  const parsed = parseDocument(text);
  if (!parsed.ok) return [];
  return statementsOf(parsed.policy).flatMap(({ Principal }) =>
    typeof Principal === "object" && Principal !== null
      ? asList((Principal as PrincipalMap).AWS ?? []).map(String)
      : [],
  );
}

describe("the order over accounts", () => {
  it("names no role of the answers as a principal before that role is made, for any scenario", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        const documents = generate(scenario);
        const ordered = inRolloutOrder(scenario, documents);
        expect(new Set(ordered)).toEqual(new Set(documents));
        const toMake = new Set(
          scenario.targets.flatMap((target) => targetRole(scenario, target)?.arn ?? []),
        );
        for (const { kind, attachTo, text } of ordered) {
          if (kind === "trust" && attachTo.to === "role") toMake.delete(attachTo.roleArn);
          else expect(principalsIn(text).filter((arn) => toMake.has(arn))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("begins with the platform’s account, and each account ends with its keys", () => {
    const { scenario } = presets.find(({ id }) => id === "multi-region") ?? presets[0];
    const kinds = inRolloutOrder(scenario, generate(scenario)).map(({ account, kind, region }) =>
      `${account} ${kind} ${region ?? ""}`.trim(),
    );
    expect(kinds).toEqual([
      "111111111111 identity",
      "222222222222 trust",
      "222222222222 identity",
      "222222222222 key us-east-1",
      "222222222222 key eu-west-1",
    ]);
  });
});

describe("what a card says", () => {
  const cards = (present: (typeof presentStates)[number]) =>
    checklistOf(defaultScenario, generate(defaultScenario), present);

  it("is a warning and a backup exactly where its commands replace something", () => {
    for (const present of presentStates)
      for (const { commands, replaces } of cards(present)) {
        const replacing = commands.some((command) =>
          /put-key-policy|update-assume-role-policy/.test(command),
        );
        expect(replaces !== undefined).toBe(replacing);
        if (replaces)
          expect(replaces.backup.join()).toMatch(/get-(key-policy|role).*-before\.json$/);
      }
  });

  it("is at the end a grant for a user of a key whose role nobody can edit, made in that role’s account", () => {
    const otherUsers = [
      { id: "u1", kind: "auto-scaling", account: "333333333333", role: "" },
      { id: "u2", kind: "karpenter", account: "333333333333", role: "Karpenter" },
    ] as const;
    const scenario = { ...defaultScenario, otherUsers };
    const items = checklistOf(scenario, generate(scenario), "nothing");
    expect(items.map(({ title }) => title).filter((title) => /grant/.test(title))).toEqual([
      "Make the grant for EC2 Auto Scaling",
    ]);
    expect(items.at(-1)).toMatchObject({ account: "333333333333", region: "us-east-1" });
    expect(items.at(-1)?.commands.join()).toMatch(
      /^aws kms create-grant .*--key-id arn:aws:kms:us-east-1:222222222222:key\/.*--grantee-principal arn:aws:iam::333333333333:role\/aws-service-role\/autoscaling/,
    );
  });

  it("is in each README, too, where it is a grant", () => {
    const otherUsers = [
      { id: "u1", kind: "auto-scaling", account: "333333333333", role: "" },
    ] as const;
    const files = [{ path: "cli/README.md", text: "# Title\n\nText\n" }];
    expect(withGrantNote(defaultScenario, files)).toEqual(files);
    const [readme] = withGrantNote({ ...defaultScenario, otherUsers }, files);
    expect(readme?.text).toMatch(
      /^# Title\n\n.*\n\n- EC2 Auto Scaling, in account 333333333333: `aws kms create-grant .*`\n\nText/,
    );
  });

  it("is that a new role is made, and an old one changed", () => {
    expect(cards("nothing").map(({ title }) => title)).toContain(
      "Make CadoResponseCrossAccountRole and its trust policy",
    );
    expect(cards("template").map(({ title }) => title)).toContain(
      "Replace the trust policy of CadoResponseCrossAccountRole",
    );
  });
});
