import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { withStatement } from "#policy";
import { presets } from "#scenario";
import {
  createDocumentIndexCache,
  explainRequest,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
} from "../index.ts";

/** What a preset's documents are when one statement of one of them is lost. */
function damaged(documents: readonly ScenarioDocument[]) {
  return documents.flatMap((document) => {
    const policy = JSON.parse(document.text) as { Statement: { Sid: string }[] };
    return policy.Statement.map((lost) => {
      const Statement = policy.Statement.filter((statement) => statement !== lost);
      const text = JSON.stringify({ ...policy, Statement }, null, 2);
      const rest = documents.map((one) => (one === document ? { ...one, text } : one));
      return { lost: `${document.id} ${lost.Sid}`, documents: rest };
    });
  });
}

const openProbes = (...run: Parameters<typeof runProbes>) =>
  runProbes(...run)
    .filter(({ state }) => state === "open" || state === "knowingly-open")
    .map(({ id }) => id);

describe.each(presets)("$name: what mends a broken request", ({ scenario }) => {
  const generated = generate(scenario);
  const cache = createDocumentIndexCache();
  const openAnyway = new Set(openProbes(scenario, generated, { indexes: cache }));

  test.each(damaged(generated))("$lost", ({ documents }) => {
    const places = runAcquisition(scenario, documents, { indexes: cache }).flatMap(
      ({ id, requests }) =>
        requests.flatMap(({ state }, request) =>
          state === "broken" ? [{ of: "step" as const, id, request }] : [],
        ),
    );
    for (const place of places) {
      const remedies =
        explainRequest(scenario, documents, place, { indexes: cache })?.remedies ?? [];
      const mended = remedies.reduce<readonly ScenarioDocument[]>(
        (before, { documentId, statement }) =>
          before.map((one) =>
            one.id === documentId && statement
              ? { ...one, text: withStatement(one.text, statement) ?? one.text }
              : one,
          ),
        documents,
      );
      // EC2's own Decrypt is mended by the grant that the request before it makes.
      if (remedies.every(({ documentId }) => documentId === undefined)) continue;
      expect(
        explainRequest(scenario, mended, place, { indexes: cache })?.decision.outcome,
        place.id,
      ).toBe("allowed");
      const opened = openProbes(scenario, mended, { indexes: cache }).filter(
        (id) => !openAnyway.has(id),
      );
      expect(opened, `${place.id} ${place.request}`).toEqual([]);
    }
  });
});

describe("what mends a denied request", () => {
  const { scenario } = presets[0];
  const generated = generate(scenario);
  const deny = (sid: string, condition?: object) => ({
    Sid: sid,
    Effect: "Deny",
    Action: "kms:Decrypt",
    Resource: "*",
    ...(condition ? { Condition: condition } : {}),
  });
  const documentOf = (id: string): ScenarioDocument => {
    const found = generated.find((document) => document.id === id);
    if (!found) throw new Error(`no document is ${id}`);
    return found;
  };
  const adding = (id: string, statement: object): ScenarioDocument => {
    const { Statement, ...rest } = JSON.parse(documentOf(id).text);
    return {
      ...documentOf(id),
      text: JSON.stringify({ ...rest, Statement: [...Statement, statement] }),
    };
  };
  const second = (statement: object): ScenarioDocument => ({
    ...documentOf("t1/identity"),
    id: "t1/identity/2",
    text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  const never = { StringEquals: { "aws:RequestedRegion": "eu-north-1" } };

  test.each<[string, readonly ScenarioDocument[], string]>([
    ["the role's first policy", [adding("t1/identity", deny("First"))], "t1/identity First"],
    ["the role's second policy", [second(deny("Second"))], "t1/identity/2 Second"],
    [
      "the second, while a Deny of the first does not apply",
      [adding("t1/identity", deny("First", never)), second(deny("Second"))],
      "t1/identity/2 Second",
    ],
    [
      "the key policy",
      [adding("t1/k1/key", { ...deny("OfKey"), Principal: "*" })],
      "t1/k1/key OfKey",
    ],
  ])("names the document with the Deny that decided: %s", (_, changed, expected) => {
    const others = generated.filter(({ id }) => changed.every((one) => one.id !== id));
    const documents = [...others, ...changed];
    const step = runAcquisition(scenario, documents).find(({ id }) => id.endsWith("/read-blocks"));
    const place = { of: "step", id: step?.id ?? "", request: 0 } as const;
    const [remedy] = explainRequest(scenario, documents, place)?.remedies ?? [];
    const [documentId, sid] = expected.split(" ");
    expect(remedy?.documentId).toBe(documentId);
    expect(remedy?.text).toMatch(new RegExp(`^${sid} denies this call, whatever is allowed`));
  });

  test.each([
    [
      "the organization that it asks for",
      { StringNotEquals: { "aws:PrincipalOrgID": "o-bbbbbbbbbb" } },
      "Set your organization to o-bbbbbbbbbb in the answers: OnlyOurs denies everyone outside it.",
    ],
    [
      "the value that it spares, where no answer has it",
      { StringNotEquals: { "aws:SourceVpce": ["vpce-1", "vpce-2"] } },
      "OnlyOurs denies this call, whatever is allowed. It spares calls with aws:SourceVpce vpce-1 or vpce-2: make the call so, and leave the Deny as it is.",
    ],
    [
      "nothing that it denies",
      { StringEquals: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } },
      "OnlyOurs denies this call, whatever is allowed. If it is not meant for this call, limit it.",
    ],
  ])("a Deny with a condition is not to be weakened: asks for %s", (_, condition, expected) => {
    const organized = {
      ...scenario,
      guards: { ...scenario.guards, organizationId: "o-aaaaaaaaaa" },
    };
    const others = generated.filter(({ id }) => id !== "t1/identity");
    const documents = [...others, adding("t1/identity", deny("OnlyOurs", condition))];
    const step = runAcquisition(organized, documents).find(({ id }) => id.endsWith("/read-blocks"));
    const place = { of: "step", id: step?.id ?? "", request: 0 } as const;
    const remedies = explainRequest(organized, documents, place)?.remedies ?? [];
    expect(remedies.map(({ text }) => text)).toEqual([expected]);
  });
});
