import fc from "fast-check";
import { strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { runAcquisition, type ScenarioDocument } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { ec2Example } from "#testing/aws-example-events";
import { eventsOfRun } from "#testing/cloudtrail-log";
import { createReplay } from "./create-replay.ts";

const scenarioOf = (preset: string) =>
  presets.find(({ id }) => id === preset)?.scenario as Scenario;
const scenario = scenarioOf("cross-account");
const documents: readonly ScenarioDocument[] = generate(scenario);
const events = eventsOfRun(
  runAcquisition(scenario, documents).filter(({ documentedOnly }) => !documentedOnly),
);

const resultOf = (texts: readonly string[], own: readonly ScenarioDocument[] = documents) => {
  const replay = createReplay(scenario, own);
  replay.file("a.json").push(strToU8(texts.join("\n")), true);
  const { permissions: _, ...result } = replay.result();
  return result;
};

describe("events that are like earlier ones", () => {
  /** Members that are looked for, where and as they may stand; `#` becomes a value. */
  const member = fc
    .tuple(
      fc.constantFrom("eventID", "eventTime", "requestID", "sharedEventID", "event\\u0049D", "x"),
      fc.constantFrom(":", " : ", ":\n"),
    )
    .map(([name, colon]) => `"${name}"${colon}"#"`);
  const template = fc
    .tuple(
      fc.constantFrom(...events.slice(0, 6), { ...events[0], eventSource: "s3.amazonaws.com" }),
      fc.array(member, { maxLength: 3 }),
      fc.option(member, { nil: undefined }),
      fc.constantFrom("kms.amazonaws.com", "kms\\u002eamazonaws.com", "km\\u0073.amazonaws.com"),
    )
    .map(([event, members, inside, source]) => {
      const text = JSON.stringify(event)
        .replace(/"event(?:ID|Time)":"[^"]*",/g, "")
        .replace(/"eventSource":"kms[^"]*"/, `"eventSource":"${source}"`)
        .replace(
          '"userIdentity":{',
          inside ? `"userIdentity":{"y":{${inside}},` : '"userIdentity":{',
        );
      return `{${[...members, text.slice(1)].join(",")}`;
    });
  const value = fc.constantFrom("a", "b", "2026-05-18T00:00:00Z", "2026-05-19T00:00:00Z");
  const texts = template.chain((text) =>
    fc.array(
      fc.array(value, { minLength: 4, maxLength: 4 }).map((values) => {
        let next = 0;
        return text.replaceAll("#", () => values[next++] ?? "");
      }),
      { minLength: 2, maxLength: 4 },
    ),
  );

  test("count as if each were parsed", () => {
    fc.assert(
      fc.property(texts, texts, (some, others) => {
        const all = [...some, ...others];
        // A name with an escape makes the reader parse the whole text.
        const parsed = all.map((text) => `{"\\u007a":"",${text.slice(1)}`);
        expect(resultOf(all)).toEqual(resultOf(parsed));
      }),
      { numRuns: 60 },
    );
  });

  test("count as if each were alone, whatever the policies ask for", () => {
    const asking = (key: string) =>
      documents.map((one) => {
        const policy = JSON.parse(one.text);
        for (const statement of policy.Statement) {
          const { StringLike } = statement.Condition ?? {};
          if (statement.Effect === "Allow")
            statement.Condition = {
              ...statement.Condition,
              StringLike: { ...StringLike, [key]: "*a" },
            };
        }
        return { ...one, text: JSON.stringify(policy) };
      });
    const variants = [
      documents,
      asking("kms:EncryptionContext:aws:ebs:id"),
      asking("sts:RoleSessionName"),
      // A key that only one session may use.
      documents.map((one) => ({
        ...one,
        text: one.text.replace(
          /"arn:aws:iam::(\d+):root"/,
          '"arn:aws:sts::$1:assumed-role/CadoResponseCrossAccountRole/importa"',
        ),
      })),
    ];
    for (const own of variants.slice(1)) expect(own).not.toEqual(documents);
    const changes = fc.tuple(
      fc.constantFrom("a", "b"),
      fc.constantFrom("a", "b"),
      fc.constantFrom("vol-0123456789abcdef0", "vol-0123456789abcdefa", "aws:ebs:id"),
    );
    const likeEvents = fc
      .tuple(
        fc.constantFrom(...events.filter(({ eventName }) => eventName !== "CreateGrant")),
        fc.array(changes, { minLength: 3, maxLength: 5 }),
      )
      .map(([event, each]) =>
        each.map(([session, made, volume]) =>
          JSON.stringify(event)
            .replaceAll("/import", `/import${session}`)
            .replaceAll('"import"', `"import${made}"`)
            .replaceAll(/"vol-\w+"/g, `"${volume}"`),
        ),
      );
    const countsOf = (own: readonly ScenarioDocument[], given: readonly string[]) =>
      resultOf(
        given.map((text, at) => text.replace('"eventID":"', `"eventID":"${at}`)),
        own,
      ).counts;
    fc.assert(
      fc.property(fc.constantFrom(...variants), likeEvents, (own, given) => {
        const sum = { passes: 0, stops: 0, refused: 0, differs: 0, failed: 0, unknown: 0 };
        for (const text of given)
          for (const [state, count] of Object.entries(countsOf(own, [text])))
            sum[state as keyof typeof sum] += count;
        expect(countsOf(own, given)).toEqual(sum);
      }),
      { numRuns: 40 },
    );
  });

  test("an id with a name that is written twice, once with an escape, counts as JSON has it", () => {
    const text = JSON.stringify(events[0]).replace(/"eventID":"[^"]*",/, "");
    const both = (first: string, last: string) =>
      `{"eventID":"${first}","event\\u0049D":"${last}",${text.slice(1)}`;
    expect(resultOf([both("a", "b"), both("c", "b")])).toMatchObject({ repeated: 1 });
    expect(resultOf([both("a", "b"), both("a", "c")])).toMatchObject({ repeated: 0 });
  });

  test("an id that is written twice, last as no text, counts as JSON has it", () => {
    const text = JSON.stringify(events[0]).replace(/"eventID":"[^"]*",/, "");
    const twice = `{"eventID":"a","eventID":5,${text.slice(1)}`;
    expect(resultOf([twice, twice, twice])).toMatchObject({ repeated: 0 });
  });

  test("calls that ended otherwise are not one call, whatever their error codes and times look like", () => {
    const own: Scenario = { ...scenario, period: { from: "2026-12-01", until: "" } };
    const replay = createReplay(own, generate(own));
    const eventTime = "2026-12-24T00:00:00Z";
    const errorMessage =
      "User: arn:aws:iam::111111111111:role/R is not authorized to perform: kms:Decrypt";
    const ends = [
      { eventTime, errorCode: "A" },
      { eventTime: "", errorCode: "A 1" },
      { eventTime, errorCode: "A", errorMessage },
    ];
    const texts = ends.map((end, at) => JSON.stringify({ ...events[0], ...end, eventID: `${at}` }));
    replay.file("a.json").push(strToU8(texts.join("\n")), true);
    expect(replay.result().calls).toHaveLength(ends.length);
  });

  test("EC2’s calls under a grant count by their volumes", () => {
    const { guards, ...same } = scenarioOf("same-account");
    const own: Scenario = { ...same, guards: { ...guards, encryptionContext: false } };
    const [grant, make, decrypt] = ec2Example(own).map((event) => JSON.stringify(event));
    const another = decrypt
      ?.replace("vol-f67bafb2", "vol-00000000")
      .replace('"eventID":"', '"eventID":"1');
    const replay = createReplay(own, generate(own));
    replay.file("a.json").push(strToU8([grant, make, decrypt, another].join("\n")), true);
    expect(replay.result().counts).toMatchObject({ passes: 3, stops: 1 });
  });

  test("an event inside an object that names another service is found, however it is written", () => {
    const ofKms = events.find(({ eventSource }) => eventSource === "kms.amazonaws.com");
    const inner = JSON.stringify(ofKms).replace("kms.amazonaws.com", "kms\\u002eamazonaws.com");
    const wrapped = `{"eventSource":"s3.amazonaws.com","detail":${inner}}`;
    expect(resultOf([wrapped]).counts).toEqual(resultOf([inner]).counts);
  });
});
