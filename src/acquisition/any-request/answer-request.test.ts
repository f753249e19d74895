import { describe, expect, test } from "vitest";
import { readDenial } from "#denial";
import { generate } from "#generator";
import { asList, jsonOf, parseDocument, printPolicy, type Statement } from "#policy";
import { presets } from "#scenario";
import { answerRequest } from "../index.ts";

const scenario = presets[0].scenario;
const documents = generate(scenario);
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const target = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";

/** The documents with a statement added to one of them. */
function withStatement(documentId: string, statement: string) {
  return documents.map((document) => {
    const parsed = parseDocument(document.text);
    const added = parseDocument(statement);
    if (document.id !== documentId || !parsed.ok || !added.ok) return document;
    const Statement = [...asList(parsed.policy.Statement), jsonOf(added.tree) as Statement];
    return { ...document, text: printPolicy({ ...parsed.policy, Statement }) };
  });
}

describe("a request that a user asks about", () => {
  test("is decided by the caller's identity policies and the key's policy", () => {
    const answered = answerRequest(scenario, documents, {
      principal: target,
      action: "kms:Decrypt",
      resource: key,
    });
    expect(answered.outcome).toBe("allowed");
    expect(answered.cautions).toEqual([]);
    expect(answered.places.map(({ documentId }) => documentId)).toContain("t1/identity");
  });

  test("says what no document is about", () => {
    const answered = answerRequest(scenario, documents, {
      principal: "arn:aws:iam::222222222222:role/Unknown",
      action: "kms:Decrypt",
      resource: key.replace("1234abcd-", "99999999-"),
    });
    expect(answered.outcome).toBe("implicitly-denied");
    expect(answered.cautions).toHaveLength(2);
  });

  test("rests on no document that cannot be read", () => {
    const broken = documents.map((document) => ({ ...document, text: "{" }));
    const request = { principal: target, action: "kms:Decrypt", resource: key };
    expect(answerRequest(scenario, broken, request).outcome).toBe("unknown");
  });
});

test.each(["*", "arn:aws:kms:us-east-1:222222222222:alias/prod"])(
  "a key operation on %s is not decided: it does not say which key",
  (resource) => {
    const answered = answerRequest(scenario, documents, {
      principal: target,
      action: "kms:Decrypt",
      resource,
    });
    expect(answered.outcome).toBe("unknown");
    expect(answered.sentence).toMatch(/key.s ARN/);
  },
);

describe("a remedy, taken, lets the denied request through", () => {
  const denied = {
    "an identity policy is silent": {
      principal: target,
      action: "kms:ReEncryptFrom",
      resource: key,
      context: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
    },
    "a foreign role is named nowhere": {
      principal: "arn:aws:iam::111111111111:role/CadoResponseRole",
      action: "kms:Decrypt",
      resource: key,
    },
    "the role trusts somebody else": {
      principal: "arn:aws:iam::222222222222:role/Auditor",
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole",
    },
  };
  test.each(Object.entries(denied))("%s", (_, request) => {
    const { outcome, remedies } = answerRequest(scenario, documents, request);
    expect(outcome).toBe("implicitly-denied");
    const mended = remedies.reduce((mending, { documentId, statement }) => {
      if (!documentId || !statement) throw new Error("no statement to add");
      const one = withStatement(documentId, statement).find(({ id }) => id === documentId);
      return mending.map((document) => (document.id === documentId && one ? one : document));
    }, documents);
    expect(answerRequest(scenario, mended, request).outcome).toBe("allowed");
  });

  test("by an alias nothing can be added: the key has to be named", () => {
    const resource = "arn:aws:kms:us-east-1:222222222222:alias/forensics";
    const request = { principal: target, action: "kms:Decrypt", resource };
    const { outcome, remedies } = answerRequest(scenario, documents, request);
    expect(outcome).toBe("unknown");
    expect(remedies).toEqual([{ text: expect.stringContaining("Enter the key’s ARN") }]);
  });

  test("a denial read from an event is explained and mended", () => {
    const read = readDenial(
      JSON.stringify({
        eventSource: "kms.amazonaws.com",
        eventName: "Encrypt",
        errorCode: "AccessDenied",
        awsRegion: "us-east-1",
        sourceIPAddress: "203.0.113.7",
        userIdentity: { arn: target },
        requestParameters: { keyId: key },
      }),
      scenario,
    );
    const request = read.ok ? read.denials[0]?.request : undefined;
    if (!request) throw new Error("not read");
    const { outcome, sentence, remedies } = answerRequest(scenario, documents, request);
    expect(outcome).toBe("implicitly-denied");
    expect(sentence).toContain("kms:Encrypt");
    expect(remedies[0]?.statement).toContain('"Sid": "AllowEncrypt"');
  });
});
