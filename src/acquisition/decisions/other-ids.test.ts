import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { asList, type Policy, type Statement } from "#policy";
import { presets, type Scenario } from "#scenario";
import { createMemo } from "../documents/memo.ts";
import { runAcquisition, summarise } from "../index.ts";
import { exampleInstance } from "../requests/example-ids.ts";
import { withOtherIds } from "./other-ids.ts";

const preset = (id: string) => presets.find((one) => one.id === id)?.scenario as Scenario;
const complete = (id: string): Scenario => ({
  ...preset(id),
  ec2Permissions: { kind: "complete" },
});

/** What Keyhole writes, statement by statement, as the roles' complete policies. */
function decided(id: string, change: (statement: Statement, kind: string) => Statement) {
  const scenario = complete(id);
  const written = generate({ ...scenario, ec2Permissions: { kind: "written" } });
  const documents = written.map((document) => {
    const policy = JSON.parse(document.text) as Policy;
    const Statement = asList(policy.Statement).map((one) => change(one, document.kind));
    return { ...document, text: JSON.stringify({ ...policy, Statement }) };
  });
  expect(documents).not.toEqual(written);
  const steps = runAcquisition(scenario, documents);
  const requests = steps.flatMap((step) => step.requests);
  return { works: summarise(scenario, steps, []), requests };
}

const limited = (kind: string, id: string) => (statement: Statement) => ({
  ...statement,
  ...(statement.Resource === undefined
    ? {}
    : {
        Resource: asList(statement.Resource).map((one) =>
          String(one).replace(new RegExp(`:${kind}/\\*$`), `:${kind}/${id}`),
        ),
      }),
});
const real = "vol-0aaaaaaaaaaaaaaa1";

describe("a statement about one thing, of which the answers do not say the id", () => {
  it.each([
    ["one volume", "cross-account", limited("volume", real), "the volume", real],
    [
      "volumes whose ids begin alike",
      "cross-account",
      limited("volume", "vol-0aaa*"),
      "the volume",
      "vol-0aaa",
    ],
    [
      "one instance",
      "same-account",
      limited("instance", "i-0aaaaaaaaaaaaaaa1"),
      "the instance",
      "i-0aaa",
    ],
    [
      "one volume in the encryption context",
      "cross-account",
      (statement: Statement, kind: string) =>
        kind === "identity" && JSON.stringify(statement).includes('"kms:Decrypt"')
          ? {
              ...statement,
              Condition: {
                ...statement.Condition,
                StringEquals: {
                  ...(statement.Condition as { StringEquals?: object } | undefined)?.StringEquals,
                  "kms:EncryptionContext:aws:ebs:id": real,
                },
              },
            }
          : statement,
      "the volume",
      real,
    ],
  ])("%s: not decided, and the reason names it", (_, id, change, thing, named) => {
    const { works, requests } = decided(id, change as (one: Statement, kind: string) => Statement);
    expect(works.works).toBe("unknown");
    expect(works.text).toContain(`the id of ${thing}`);
    const open = requests.filter(({ outcome }) => outcome === "unknown");
    expect(open.length).toBeGreaterThan(0);
    for (const { why } of open) {
      expect(why?.sentence).toContain("it hangs on the id of the ");
      expect(why?.sentence).toContain(named);
    }
    expect(requests.filter(({ outcome }) => /denied/.test(outcome))).toEqual([]);
  });

  it("all volumes by a wildcard: decided", () => {
    expect(decided("same-account", limited("volume", "vol-*")).works.works).toBe("works");
  });

  it.each([
    ["snapshot", "snap-0aaaaaaaaaaaaaaa1", "ec2:CreateSnapshot"],
    ["volume", real, "ec2:CreateVolume"],
  ])(
    "a %s that the call makes has no id before: one that is named is refused",
    (kind, id, call) => {
      const { requests } = decided("same-account", limited(kind, id));
      const made = requests.find(
        ({ request, label }) => request.action === call && label.includes("the new "),
      );
      expect(made?.outcome).toBe("implicitly-denied");
    },
  );
});

it("reads a text of digits that is no id in no time to speak of, however long it is", () => {
  const text = `i-${"a".repeat(300_000)}z`;
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Resource: text }] };
  const request = { principal: "", action: "ec2:RunInstances", resource: exampleInstance };
  const set = { identityPolicies: [policy as unknown as Policy] };
  expect(withOtherIds(set, request, createMemo())).toEqual([]);
});
