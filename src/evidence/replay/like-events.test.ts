import fc from "fast-check";
import { strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { runAcquisition, type ScenarioDocument } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { eventsOfRun } from "#testing/cloudtrail-log";
import { createReplay } from "./create-replay.ts";

const sameAccount = presets.find(({ id }) => id === "same-account")?.scenario as Scenario;

describe("texts that are like earlier ones", () => {
  const documents: readonly ScenarioDocument[] = generate(sameAccount);
  const run = runAcquisition(sameAccount, documents).filter(
    ({ documentedOnly }) => !documentedOnly,
  );
  const events = eventsOfRun(run);
  const names = ["eventID", "eventTime", "requestID", "sharedEventID"];
  const value = fc.constantFrom("a", "b", "2026-05-18T00:00:00Z", "2026-05-19T00:00:00Z");
  /** Members that are looked for, where and as they may stand. */
  const member = fc
    .tuple(
      fc.constantFrom(...names, "event\\u0049D", "x"),
      value,
      fc.constantFrom(":", " : ", ":\n"),
    )
    .map(([name, text, colon]) => `"${name}"${colon}"${text}"`);
  const other = { ...events[0], eventSource: "s3.amazonaws.com" };
  const eventText = fc
    .tuple(
      fc.constantFrom(...events.slice(0, 6), other),
      fc.array(member, { maxLength: 3 }),
      fc.option(member, { nil: undefined }),
      fc.constantFrom("kms.amazonaws.com", "kms\\u002eamazonaws.com", "km\\u0073.amazonaws.com"),
    )
    .map(([event, members, inside, source]) => {
      const text = JSON.stringify(event)
        .replace(/"event(?:ID|Time)":"[^"]*",/g, "")
        .replace(/"eventSource":"kms[^"]*"/, `"eventSource":"${source}"`)
        .replace(/"keyId":/, inside === undefined ? '"keyId":' : `"y":{${inside}},"keyId":`);
      return `{${[...members, text.slice(1)].join(",")}`;
    });
  const resultOf = (texts: readonly string[]) => {
    const replay = createReplay(sameAccount, documents);
    replay.file("a.json").push(strToU8(texts.join("\n")), true);
    const { permissions: _, ...result } = replay.result();
    return result;
  };

  test("count as if each were alone, whatever the policies ask for", () => {
    const asking = (key: string) =>
      documents.map((one) => ({
        ...one,
        text: one.text.replace(
          /"Effect": "Allow",/g,
          `"Effect": "Allow", "Condition": {"StringLike": {"${key}": ["*a", "*0"]}},`,
        ),
      }));
    const variants = [
      documents,
      asking("kms:EncryptionContext:aws:ebs:id"),
      asking("aws:PrincipalArn"),
      asking("sts:RoleSessionName"),
    ];
    const ofKms = events.filter(({ eventName }) => eventName !== "CreateGrant");
    const changedEvent = fc
      .tuple(
        fc.constantFrom(...ofKms.slice(0, 8)),
        fc.constantFrom("a", "b"),
        fc.constantFrom("vol-0123456789abcdef0", "vol-0123456789abcdefa", "aws:ebs:id"),
      )
      .map(([event, session, volume]) =>
        JSON.stringify(event)
          .replaceAll("/import", `/import${session}`)
          .replaceAll(/"vol-\w+"/g, `"${volume}"`),
      );
    const countsOf = (own: readonly ScenarioDocument[], texts: readonly string[]) => {
      const replay = createReplay(sameAccount, own);
      const distinct = texts.map((text, at) => text.replace('"eventID":"', `"eventID":"${at}`));
      replay.file("a.json").push(strToU8(distinct.join("\n")), true);
      return replay.result().counts;
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...variants),
        fc.array(changedEvent, { minLength: 2, maxLength: 6 }),
        (own, texts) => {
          const sum = { passes: 0, stops: 0, refused: 0, differs: 0, failed: 0, unknown: 0 };
          for (const text of texts)
            for (const [state, count] of Object.entries(countsOf(own, [text])))
              sum[state as keyof typeof sum] += count;
          expect(countsOf(own, texts)).toEqual(sum);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("count as if each were parsed", () => {
    fc.assert(
      fc.property(fc.array(eventText, { minLength: 2, maxLength: 12 }), (texts) => {
        // A name with an escape makes the reader parse the whole text.
        const parsed = texts.map((text) => `{"\\u007a":"",${text.slice(1)}`);
        expect(resultOf(texts)).toEqual(resultOf(parsed));
      }),
      { numRuns: 60 },
    );
  });
});
