import { describe, expect, it } from "vitest";
import { runAcquisition } from "#acquisition";
import { applyFix } from "#engine";
import { type GeneratedDocument, generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { createRepairer, type ProblemRepairs, type Repair, withAnswer } from "../index.ts";

const preset = (id: string): Scenario =>
  presets.find((one) => one.id === id)?.scenario ?? presets[0].scenario;

const bothRoles: Scenario = {
  ...preset("cross-account"),
  crossAccount: "both-roles",
  method: "create-volume",
  createGrant: "aws-resources",
};

interface Changed {
  readonly scenario: Scenario;
  readonly documents: readonly GeneratedDocument[];
}

/** The documents of a scenario with one text changed; the change must change something. */
function changed(
  scenario: Scenario,
  id: string,
  change: (policy: { Statement: Record<string, unknown>[] }) => void,
): Changed {
  const documents = generate(scenario).map((document) => {
    if (document.id !== id) return document;
    const policy = JSON.parse(document.text);
    change(policy);
    return { ...document, text: JSON.stringify(policy, null, 2) };
  });
  expect(documents).not.toEqual(generate(scenario));
  return { scenario, documents };
}

function repairsOf({ scenario, documents }: Changed): readonly ProblemRepairs[] {
  const work = createRepairer().repairs({ scenario, documents }, []);
  for (let next = work.next(); ; next = work.next()) if (next.done) return next.value;
}

function applied({ scenario, documents }: Changed, repair: Repair | undefined): Changed {
  const edits = new Map(repair?.edits.map((one) => [one.documentId, one.edits]));
  return {
    scenario: repair?.answer ? withAnswer(scenario, repair.answer) : scenario,
    documents: documents.map((document) => ({
      ...document,
      text: applyFix(document.text, { label: "", edits: edits.get(document.id) ?? [] }),
    })),
  };
}

const firstOf = (problems: readonly ProblemRepairs[]) => problems[0]?.repairs[0];

const stepStates = ({ scenario, documents }: Changed) =>
  runAcquisition(scenario, documents).map(({ id, state }) => `${id} ${state}`);

const statementWith = (policy: { Statement: Record<string, unknown>[] }, action: string) => {
  const found = policy.Statement.find(({ Action }) => [Action].flat().includes(action));
  if (!found) throw new Error(`no statement has ${action}`);
  return found;
};

describe("the first repair", () => {
  it("adds a missing EC2 action where the others of its call are, and only there", () => {
    const written: Scenario = { ...preset("cross-account"), ec2Permissions: { kind: "written" } };
    const work = changed(written, "t1/identity", (policy) => {
      const statement = statementWith(policy, "ebs:GetSnapshotBlock");
      statement.Action = ["ebs:ListChangedBlocks", "ebs:ListSnapshotBlocks"];
    });
    const complete: Changed = {
      ...work,
      scenario: { ...written, ec2Permissions: { kind: "complete" } },
    };
    const repair = firstOf(repairsOf(complete));
    expect(repair?.title).toContain("ebs:GetSnapshotBlock");
    expect(repair?.title).toContain("ReadSnapshotBlocks");
    expect(stepStates(applied(complete, repair)).some((step) => step.endsWith("broken"))).toBe(
      false,
    );
  });

  it.each([
    ["2026-12-01 12:00", false],
    ["2026-12-03", true],
    ["2026-11-30", true],
  ])(
    "repairs no step at %s, where the access has not begun or has ended: %s",
    (moment, isOutside) => {
      const period = { from: "2026-12-01", until: "2026-12-02" };
      const scenario: Scenario = { ...bothRoles, period, moment };
      const documents = generate(scenario).map((document) => ({
        ...document,
        text: document.text.replace("kms:Decrypt", "kms:Verify"),
      }));
      const ofSteps = repairsOf({ scenario, documents }).filter(({ of }) => of === "step");
      expect(ofSteps.length === 0).toBe(isOutside);
    },
  );

  it("puts an action back that was removed by hand", () => {
    const work = changed(preset("cross-account"), "t1/identity", (policy) => {
      const statement = statementWith(policy, "kms:Decrypt");
      statement.Action = [statement.Action].flat().filter((action) => action !== "kms:Decrypt");
    });
    const problems = repairsOf(work);
    const first = firstOf(problems);
    expect(first?.diff).toEqual([{ where: expect.any(String), added: '"kms:Decrypt"' }]);
    expect(first?.opens).toEqual([]);
    expect(
      applied(work, first).documents.map(({ text }) => JSON.parse(text).Statement.length),
    ).toEqual(work.documents.map(({ text }) => JSON.parse(text).Statement.length));
    expect(stepStates(applied(work, first))).toEqual(
      stepStates({ ...work, documents: generate(work.scenario) }),
    );
    expect(problems[0]?.repairs.at(-1)?.title).toBe("Go back to the generated document");
  });

  it("moves Decrypt to a separate statement if it stands under GrantIsForAWSResource", () => {
    const scenario: Scenario = {
      ...preset("cross-account"),
      createGrant: "aws-resources",
    };
    const work = changed(scenario, "t1/identity", (policy) => {
      const grant = statementWith(policy, "kms:CreateGrant");
      const use = statementWith(policy, "kms:Decrypt");
      grant.Action = [...[grant.Action].flat(), ...[use.Action].flat()];
      grant.Sid = "UseAndGrant";
      policy.Statement = policy.Statement.filter((statement) => statement !== use);
    });
    const first = firstOf(repairsOf(work));
    expect(first?.title).toMatch(
      /^Move "kms:Decrypt".* to a separate statement, without "kms:GrantIsForAWSResource"$/,
    );
    expect(first?.opens).toEqual([]);
    const after = applied(work, first);
    expect(stepStates(after).filter((text) => /broken|unknown/.test(text))).toEqual([]);
    const text = after.documents.find(({ id }) => id === "t1/identity")?.text ?? "";
    const grant = statementWith(JSON.parse(text), "kms:CreateGrant");
    expect(grant.Condition).toHaveProperty(["Bool", "kms:GrantIsForAWSResource"]);
  });

  it("sets the organization that a Deny asks for, and never touches the Deny", () => {
    const work = changed(preset("cross-account"), "t1/k1/key", (policy) => {
      policy.Statement.push({
        Sid: "OnlyMyOrganization",
        Effect: "Deny",
        Principal: "*",
        Action: "kms:*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcde12345" } },
      });
    });
    const problems = repairsOf(work);
    expect(firstOf(problems)?.title).toBe("Set your organization: o-abcde12345");
    for (const { repairs } of problems) for (const { edits } of repairs) expect(edits).toEqual([]);
    expect(
      stepStates(applied(work, firstOf(problems))).filter((text) => !text.endsWith("works")),
    ).toEqual([]);
  });

  it("writes the right region into kms:ViaService", () => {
    const work = changed(preset("cross-region"), "platform/identity", (policy) => {
      const json = JSON.stringify(policy).replaceAll(
        /ec2\.eu-west-1\.amazonaws/g,
        "ec2.eu-north-1.amazonaws",
      );
      Object.assign(policy, JSON.parse(json));
    });
    const first = firstOf(repairsOf(work));
    expect(first?.diff[0]).toMatchObject({
      removed: '"ec2.eu-north-1.amazonaws.com"',
      added: expect.stringMatching(/^"ec2\.(?!eu-north)/),
    });
    const repaired = applied(work, first);
    expect(stepStates(repaired).filter((text) => !text.endsWith("works"))).toEqual([]);
    // Also where no step fails for it.
    expect(repaired.documents.filter(({ text }) => text.includes("eu-north-1"))).toEqual([]);
  });

  it("adds the principal that a key policy does not name", () => {
    const work = changed(bothRoles, "t1/k1/key", (policy) => {
      for (const statement of policy.Statement) {
        const principal = statement.Principal as { AWS?: string | string[] };
        if (Array.isArray(principal.AWS))
          principal.AWS = principal.AWS.filter((arn) => !arn.includes("111111111111"));
      }
    });
    const first = firstOf(repairsOf(work));
    expect(
      first?.diff.every(({ added, removed }) => removed === undefined && added?.includes(":role/")),
    ).toBe(true);
    expect(stepStates(applied(work, first))).toEqual(
      stepStates({ ...work, documents: generate(work.scenario) }),
    );
  });
});
