import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScenarioDocument } from "#acquisition";
import { authorize, type Decision, lint } from "#engine";
import { generate } from "#generator";
import { parseDocument } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#scenario/arbitrary";
import { mergePolicies } from "./merge.ts";

const { scenario } = presets.find(({ id }) => id === "cross-account") as { scenario: Scenario };
const documents = generate(scenario);
const platformId = "platform/identity";
const keyId = "t1/k1/key";
const targetId = "t1/identity";

function textOf(id: string): string {
  return documents.find((document) => document.id === id)?.text ?? "";
}

function merge(documentId: string, ...theirs: readonly (string | object)[]) {
  const texts = theirs.map((one) => (typeof one === "string" ? one : JSON.stringify(one, null, 2)));
  const merged = mergePolicies(scenario, documents, [{ documentId, theirs: texts }]);
  const [document] = merged.documents;
  if (!document) throw new Error(merged.failed[0]?.message ?? "nothing merged");
  return { ...merged, document };
}

const sids = (statements: readonly { readonly sid: string | undefined }[]) =>
  statements.map(({ sid }) => sid);

const allow = (more: object) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Theirs", Effect: "Allow", ...more }],
});

describe("ours in theirs", () => {
  it("adds ours behind theirs, which stay byte for byte", () => {
    const theirs = `{ "Version" : "2012-10-17",
\t"Statement": [
\t\t{ "Sid": "Logs", "Effect": "Allow", "Action": [ "logs:*" ], "Resource": "*" }
\t]
}
`;
    const { document } = merge(targetId, theirs);
    expect(document.text.startsWith(theirs.slice(0, theirs.indexOf("\n\t]")))).toBe(true);
    expect(document.text.endsWith("\n\t]\n}\n")).toBe(true);
    expect(document.text).toContain('\n\t\t{\n\t\t\t"Sid": "DescribeSourceKeys",\n');
    expect(parseDocument(document.text).ok).toBe(true);
  });

  it.each([
    [
      "one line",
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}',
    ],
    [
      "a single statement",
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"logs:*","Resource":"*"}}',
    ],
    ["an empty list", '{\n  "Version": "2012-10-17",\n  "Statement": []\n}'],
    ["no statement", '{\n  "Id": "mine"\n}'],
    ["nothing", "{}"],
    [
      "CRLF",
      '{\r\n  "Version": "2012-10-17",\r\n  "Statement": [\r\n    {\r\n      "Effect": "Allow",\r\n      "Action": "logs:*",\r\n      "Resource": "*"\r\n    }\r\n  ]\r\n}',
    ],
  ])("writes into %s", (_, theirs) => {
    const { document, after } = merge(targetId, theirs);
    expect(parseDocument(document.text).ok).toBe(true);
    expect(after.works).toBe("works");
    // Laid out as the text around it: on one line, or with its indentation and its line ends throughout.
    const layout = theirs.includes("\n") || theirs === "{}" ? 2 : undefined;
    const printed = JSON.stringify(JSON.parse(document.text), null, layout);
    const lineEnd = theirs.includes("\r") ? "\r\n" : "\n";
    expect(document.text.replaceAll("}, {", "},{")).toBe(printed.replaceAll("\n", lineEnd));
  });

  it("leaves a text alone that needs nothing", () => {
    const theirs = allow({ Action: ["kms:*"], Resource: "*" });
    const { document, opened, after } = merge(targetId, theirs);
    expect(document.text).toBe(JSON.stringify(theirs, null, 2));
    expect(document.changed).toBe(false);
    expect(sids(document.redundant)).toContain("UseSourceKeys");
    expect(after.works).toBe("works");
    // Never silently: what their wide statement leaves open is named, with the statement.
    expect(opened.length).toBeGreaterThan(3);
    expect(opened[0]?.places).toContainEqual({ documentId: targetId, statement: 0, sid: "Theirs" });
  });

  it("replaces the earlier form of ours, and leaves a stranger of the same name", () => {
    const earlier = {
      Version: "2012-10-17",
      Statement: [
        { Sid: "UseSourceKeys", Effect: "Allow", Action: "kms:*", Resource: "*" },
        { Sid: "DescribeSourceKeys", Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
      ],
    };
    const { document, opened } = merge(targetId, earlier);
    expect(sids(document.replaced)).toEqual(["UseSourceKeys"]);
    expect(document.text).toContain('"s3:ListBucket"');
    expect(sids(document.added)).toContain("DescribeSourceKeys2");
    expect(opened).toEqual([]);
  });

  it("knows ours again, whatever the order of members and under another Sid", () => {
    const parsed = parseDocument(textOf(targetId));
    if (!parsed.ok) throw new Error("not JSON");
    const statements = [parsed.policy.Statement].flat() as Record<string, unknown>[];
    const turned = {
      Statement: statements.map(({ Sid, ...rest }) => ({
        ...Object.fromEntries(Object.entries(rest).reverse()),
        Sid: `${String(Sid)}OfTheirs`,
      })),
      Version: "2012-10-17",
    };
    const { document } = merge(targetId, turned);
    expect(document.changed).toBe(false);
    expect(document.same.length).toBe(statements.length);
  });

  it("names a Deny of theirs that stops the import", () => {
    const { document, stoppedBy, after } = merge(keyId, {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::222222222222:root" },
          Action: "kms:*",
          Resource: "*",
        },
        { Sid: "NoDecrypt", Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" },
      ],
    });
    expect(after.works).toBe("stops");
    expect(stoppedBy).toEqual([
      expect.objectContaining({ documentId: keyId, statement: 1, sid: "NoDecrypt" }),
    ]);
    expect(stoppedBy[0]?.stops.join()).toContain("Decrypt");
    expect(document.text).toContain("NoDecrypt");
  });

  it("never leaves out a Deny of ours, though theirs denies as much", () => {
    const deny = (Sid: string, Action: string) => ({
      Version: "2012-10-17",
      Statement: [{ Sid, Effect: "Deny", Principal: "*", Action, Resource: "*" }],
    });
    const edited = documents.map((document) =>
      document.id === keyId
        ? { ...document, text: JSON.stringify(deny("Ours", "kms:Decrypt")) }
        : document,
    );
    const merged = mergePolicies(scenario, edited, [
      { documentId: keyId, theirs: [JSON.stringify(deny("Theirs", "kms:*"))] },
    ]);
    expect(sids(merged.documents[0]?.added ?? [])).toEqual(["Ours"]);
  });

  it("keeps what the user wrote into the document, though no step asks for it", () => {
    const own = { Sid: "Mine", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;
    const edited = documents.map((document) =>
      document.id === targetId
        ? { ...document, text: JSON.stringify({ Version: "2012-10-17", Statement: [own] }) }
        : document,
    );
    const merged = mergePolicies(scenario, edited, [
      { documentId: targetId, theirs: [JSON.stringify(allow({ Action: "*", Resource: "*" }))] },
    ]);
    expect(sids(merged.documents[0]?.added ?? [])).toEqual(["Mine"]);
  });

  it("puts several policies of one role together", () => {
    const first = allow({ Action: "logs:*", Resource: "*" });
    const second = allow({ Action: "s3:*", Resource: "*" });
    const { document } = merge(targetId, first, second, first);
    expect(document.text).toContain('"Sid": "Theirs2"');
    expect(document.text.match(/logs:\*/g)).toHaveLength(1);
    expect(document.notes.join()).toContain("2 other policies");
  });

  it("raises an old version only where a statement that is added needs it", () => {
    const old = { Version: "2008-10-17", Statement: [] };
    expect(merge(targetId, old).document.text).toContain("2008-10-17");
    const mine = {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::b/${aws:username}",
    };
    const edited = documents.map((document) =>
      document.id === targetId
        ? { ...document, text: JSON.stringify({ Version: "2012-10-17", Statement: [mine] }) }
        : document,
    );
    const mergeOld = (theirs: object) =>
      mergePolicies(scenario, edited, [{ documentId: targetId, theirs: [JSON.stringify(theirs)] }]);
    expect(mergeOld(old).documents[0]?.text).toContain('"Version":"2012-10-17"');
    const plain = {
      ...old,
      Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::${x}" }],
    };
    expect(mergeOld(plain).failed[0]?.message).toContain("2008-10-17");
  });

  it("does not turn the plain text of an old policy into variables of another", () => {
    const old = {
      ...allow({ Action: "s3:*", Resource: "arn:aws:s3:::${x}" }),
      Version: "2008-10-17",
    };
    const texts = [allow({ Action: "logs:*", Resource: "*" }), old].map((one) =>
      JSON.stringify(one),
    );
    const merged = mergePolicies(scenario, documents, [{ documentId: targetId, theirs: texts }]);
    expect(merged.failed[0]?.message).toContain("2008-10-17");
  });

  it("says what cannot be read, and where", () => {
    const merged = mergePolicies(scenario, documents, [
      { documentId: targetId, theirs: ['{\n  "Version": \n}'] },
      { documentId: "nowhere", theirs: ["{}"] },
    ]);
    expect(merged.documents).toEqual([]);
    expect(merged.failed).toEqual([
      { documentId: targetId, message: expect.stringContaining("Line 3") },
    ]);
  });

  it("says when the merged document is longer than AWS takes", () => {
    const long = allow({
      Action: "s3:GetObject",
      Resource: Array.from(
        { length: 200 },
        (_, index) => `arn:aws:s3:::a-long-bucket-name-${index}/*`,
      ),
    });
    expect(merge(targetId, long).document.tooLong).toMatchObject({
      limit: 6_144,
      advice: expect.stringContaining("Inline it fits"),
    });
  });
});

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
  }, 60_000);

  it("never throws, whatever was brought", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), hostilePolicies()),
        fc.constantFrom(targetId, keyId, platformId, "t1/trust"),
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
      Action: fc.subarray(["s3:GetObject", "s3:Put*", "logs:*", "ec2:Describe*"], { minLength: 1 }),
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

/** The user's own Allow and Deny stand: for each of their actions the authorizer says the same as before. */
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

/** How many Sids of a document stand in it more than once. */
function sidsTwice(text: string): number {
  return lint(text, { kind: "identity", account: "222222222222" }).filter(
    ({ rule }) => rule === "duplicate-sid",
  ).length;
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
