import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { parseDocument } from "#policy";
import { presets, type Scenario } from "#scenario";
import { mergePolicies } from "./merge.ts";

const { scenario } = presets.find(({ id }) => id === "cross-account") as { scenario: Scenario };
const documents = generate(scenario);
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

  it("replaces what was imported before with what is imported now", () => {
    const version = (action: string, resource: string) => ({
      Version: "2012-10-17",
      Statement: [{ Sid: "S3", Effect: "Allow", Action: action, Resource: resource }],
    });
    const first = merge(targetId, version("s3:*", "*")).document.text;
    const present = documents.map((document) =>
      document.id === targetId ? { ...document, text: first } : document,
    );
    const narrowed = JSON.stringify(version("s3:GetObject", "arn:aws:s3:::one/*"), null, 2);
    const [document] = mergePolicies(scenario, present, [
      { documentId: targetId, theirs: [narrowed] },
    ]).documents;
    expect(document?.text).not.toContain("s3:*");
    expect(document?.text).toContain("s3:GetObject");
    expect(document?.notes.join()).toContain("S3");
  });

  it.each([
    ["Deny", { Effect: "Deny", Action: "kms:*", Resource: "*" }],
    ["400 statements without effect", undefined],
  ])("leaves nothing out because the import fails anyway: %s", (_, deny) => {
    const many = Array.from({ length: 400 }, (__, index) => ({
      Sid: `Other${index}`,
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: `arn:aws:kms:eu-west-1:222222222222:key/${"0".repeat(8)}-0000-0000-0000-${String(index).padStart(12, "0")}`,
      Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } },
    }));
    const theirs = { Version: "2012-10-17", Statement: deny ? [{ Sid: "NoKms", ...deny }] : many };
    const { document } = merge(targetId, theirs);
    expect(document.redundant).toEqual([]);
    expect(sids(document.added)).toContain("UseSourceKeys");
  });

  it("keeps a statement of the same Sid that has another resource or condition", () => {
    const other = {
      Sid: "UseSourceKeys",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "arn:aws:kms:eu-west-1:222222222222:key/99999999-0000-0000-0000-000000000000",
    };
    const { document } = merge(targetId, { Version: "2012-10-17", Statement: [other] });
    expect(document.replaced).toEqual([]);
    expect(document.text).toContain("99999999-0000");
    expect(sids(document.added)).toContain("UseSourceKeys2");
  });

  it("names a Deny that leaves the import undecided", () => {
    const perimeter = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OnlyOffice",
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
        },
      ],
    };
    const { stoppedBy, after } = merge(targetId, perimeter);
    expect(after.works).toBe("unknown");
    expect(stoppedBy.map(({ sid }) => sid)).toEqual(["OnlyOffice"]);
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
      advice: expect.stringContaining("It fits as an inline policy"),
    });
  });
});
