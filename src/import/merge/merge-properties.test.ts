import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScenarioDocument } from "#acquisition";
import { authorize, type Decision } from "#engine";
import { generate } from "#generator";
import { parseDocument, statementsOf } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { mergePolicies } from "./merge.ts";

const { scenario } = presets.find(({ id }) => id === "cross-account") as { scenario: Scenario };
const documents = generate(scenario);

describe("for every scenario", () => {
  const runs = { numRuns: 15 };
  const whole = (all: readonly ScenarioDocument[]) =>
    all.map(({ id, text }) => ({ documentId: id, theirs: [text] }));

  it("merging the generated documents into themselves changes nothing", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (one) => {
        const own = generate(one);
        for (const { changed, text, documentId } of mergePolicies(one, own, whole(own)).documents) {
          expect(changed).toBe(false);
          expect(text).toBe(own.find(({ id }) => id === documentId)?.text);
        }
      }),
      runs,
    );
  });

  it("merged into a foreign policy the import works, theirs decides as before, and doing it again changes nothing", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), foreignStatements(), (one, statements) => {
        const own = generate(one);
        const theirs = { Version: "2012-10-17", Statement: statements };
        const choices = own.map(({ id, kind }) => ({
          documentId: id,
          theirs: [JSON.stringify(kind === "identity" ? theirs : inResourcePolicy(theirs, kind))],
        }));
        const merged = mergePolicies(one, own, choices);
        expect(merged.failed).toEqual([]);
        const texts = new Map(merged.documents.map(({ documentId, text }) => [documentId, text]));
        const now = own.map((document) => ({ ...document, text: texts.get(document.id) ?? "" }));
        expect(["works", "stops-by-answer"]).toContain(merged.after.works);
        expect(merged.after.blocked).toBe(0);
        for (const [
          index,
          {
            documentId,
            theirs: [before = ""],
          },
        ] of choices.entries()) {
          const kind = own[index]?.kind ?? "identity";
          const after = texts.get(documentId) ?? "";
          if (kind === "identity") expectKept(before, after, statements);
          expect(sidsTwice(after)).toBeLessThanOrEqual(sidsTwice(before));
        }
        const again = mergePolicies(
          one,
          now,
          choices.map(({ documentId }) => ({
            documentId,
            theirs: [texts.get(documentId) ?? ""],
          })),
        );
        expect(again.documents.filter(({ changed }) => changed)).toEqual([]);
        const onGenerated = mergePolicies(one, own, whole(now));
        expect(onGenerated.documents.filter(({ changed }) => changed)).toEqual([]);
      }),
      runs,
    );
  });

  it("never throws, whatever was imported", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), hostilePolicies()),
        fc.constantFrom("t1/identity", "t1/k1/key", "platform/identity", "t1/trust"),
        (text, documentId) => {
          const merged = mergePolicies(scenario, documents, [{ documentId, theirs: [text] }]);
          expect(merged.documents.length + merged.failed.length).toBe(1);
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** What a foreign policy may say: nothing that denies what an import needs. */
function foreignStatements() {
  return fc.array(
    fc.record({
      Sid: fc.constantFrom("One", "UseSourceKeys", "ListAliases", "Two"),
      Effect: fc.constantFrom("Allow" as const, "Deny" as const),
      Action: fc.subarray(["s3:GetObject", "s3:Put*", "logs:*", "ec2:Run*"], { minLength: 1 }),
      Resource: fc.constantFrom("*", "arn:aws:s3:::bucket/*"),
    }),
    { maxLength: 4 },
  );
}

function inResourcePolicy(policy: { Statement: readonly object[] }, kind: "key" | "trust") {
  return {
    ...policy,
    Statement: policy.Statement.map((_, index) => ({
      Sid: `Theirs${index}`,
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::444444444444:role/Theirs" },
      Action: kind === "key" ? "kms:GetKeyPolicy" : "sts:TagSession",
      ...(kind === "key" ? { Resource: "*" } : {}),
    })),
  };
}

/** The user's own Allow and Deny stay: the authorizer decides each of their actions as before. */
function expectKept(
  before: string,
  after: string,
  statements: readonly { Action: readonly string[] }[],
) {
  const decide = (text: string, action: string): Decision["outcome"] => {
    const parsed = parseDocument(text);
    if (!parsed.ok) throw new Error(`not JSON: ${text}`);
    return authorize(
      { principal: "arn:aws:iam::222222222222:role/R", action, resource: "arn:aws:s3:::bucket/x" },
      { identityPolicies: [parsed.policy] },
    ).outcome;
  };
  for (const { Action } of statements)
    for (const pattern of Action) {
      const action = pattern.replace("*", "X");
      expect(decide(after, action)).toBe(decide(before, action));
    }
}

/** How many statements of a document have the Sid of an earlier one. */
function sidsTwice(text: string): number {
  const parsed = parseDocument(text);
  const sids = parsed.ok
    ? statementsOf(parsed.policy).flatMap(({ Sid }) => (Sid ? [Sid] : []))
    : [];
  return sids.length - new Set(sids).size;
}

function hostilePolicies() {
  const json = fc.jsonValue({ maxDepth: 3 });
  return fc
    .record(
      {
        Version: json,
        Statement: fc.oneof(
          json,
          fc.array(
            fc.dictionary(
              fc.constantFrom(
                "Sid",
                "Effect",
                "Action",
                "Resource",
                "Principal",
                "Condition",
                "__proto__",
              ),
              json,
            ),
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map((policy) => JSON.stringify(policy));
}
