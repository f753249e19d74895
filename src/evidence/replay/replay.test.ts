import { gzipSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { runAcquisition, type ScenarioDocument } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { ec2Example } from "#testing/aws-example-events";
import { eventsOfRun, type LoggedEvent, logText } from "#testing/cloudtrail-log";
import { createReplay } from "./create-replay.ts";

const presetOf = (id: string) => presets.find((one) => one.id === id)?.scenario as Scenario;
const sameAccount = presetOf("same-account");
const crossAccount = presetOf("cross-account");

function begun(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  events: readonly LoggedEvent[],
) {
  const replay = createReplay(scenario, documents);
  replay.file("log.json").push(strToU8(logText(events)), true);
  return replay;
}

const replayOf = (...given: Parameters<typeof begun>) => begun(...given).result();

function runOf(scenario: Scenario) {
  const documents: readonly ScenarioDocument[] = generate(scenario);
  const steps = runAcquisition(scenario, documents).filter(({ documentedOnly }) => !documentedOnly);
  return { documents, events: eventsOfRun(steps) };
}

/** The documents with a text replaced in each. */
function changed(documents: readonly ScenarioDocument[], from: string | RegExp, to: string) {
  const texts = documents.map((one) => ({ ...one, text: one.text.replaceAll(from, to) }));
  expect(texts).not.toEqual(documents);
  return texts;
}

describe("a log of the run itself", () => {
  test.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "%s: passes",
    (_, scenario) => {
      const { documents, events } = runOf(scenario);
      const { calls, counts, problems } = replayOf(scenario, documents, events);
      expect(calls.filter(({ state }) => state !== "passes")).toEqual([]);
      expect(counts.passes).toBeGreaterThanOrEqual(events.length);
      expect(problems).toEqual([]);
    },
  );

  test("names the permission that was removed", () => {
    const { documents, events } = runOf(sameAccount);
    const without = changed(documents, /\s*"kms:Decrypt",/g, "");
    const stopped = replayOf(sameAccount, without, events).calls.filter(
      ({ state }) => state === "stops",
    );
    expect(new Set(stopped.map(({ action }) => action))).toEqual(new Set(["kms:Decrypt"]));
    expect(stopped[0]?.sentence).toContain("allows kms:Decrypt");
  });

  test("names the statement and the condition that stop a call", () => {
    const { documents, events } = runOf(sameAccount);
    const elsewhere = changed(
      documents,
      "ec2.eu-west-1.amazonaws.com",
      "ec2.us-west-2.amazonaws.com",
    );
    const [stopped] = replayOf(sameAccount, elsewhere, events).calls;
    expect(stopped).toMatchObject({ state: "stops" });
    expect(stopped?.sentence).toMatch(/statement \w+ would, but its kms:ViaService is/);
    expect(stopped?.places.length).toBeGreaterThan(0);
  });
});

describe("a log written after AWS’s published events", () => {
  const { documents } = runOf(sameAccount);
  const events = ec2Example(sameAccount);

  test("passes, EC2’s Decrypt under the grant included", () => {
    const { calls } = replayOf(sameAccount, documents, events);
    expect(calls.map(({ action, state, caller }) => `${action} ${state} ${caller}`)).toEqual([
      "kms:CreateGrant passes CadoResponseRole of 111111111111",
      "kms:GenerateDataKeyWithoutPlaintext passes CadoResponseRole of 111111111111",
      "kms:Decrypt passes EC2 for an instance of 111111111111",
    ]);
  });

  test("without CreateGrant in the documents, it stops with EC2’s Decrypt", () => {
    const without = changed(documents, /kms:CreateGrant/g, "kms:ListGrants");
    const { calls } = replayOf(sameAccount, without, events);
    expect(calls.map(({ action, state }) => `${action} ${state}`)).toEqual([
      "kms:CreateGrant stops",
      "kms:Decrypt stops",
      "kms:GenerateDataKeyWithoutPlaintext passes",
    ]);
    expect(calls[0]?.sentence).toContain("kms:CreateGrant");
  });

  test("without the CreateGrant in the log, EC2’s Decrypt is not decided", () => {
    const rest = events.filter(({ eventName }) => eventName !== "CreateGrant");
    const [first] = replayOf(sameAccount, documents, rest).calls;
    expect(first).toMatchObject({ action: "kms:Decrypt", state: "unknown" });
    expect(first?.sentence).toContain("does not have the CreateGrant");
  });

  test("a role that the trust policy does not name may not be assumed", () => {
    const { documents: own, events: run } = runOf(crossAccount);
    const distrusted = own.map((one) =>
      one.kind === "trust" ? { ...one, text: one.text.replace("CadoResponseRole", "Other") } : one,
    );
    const stopped = replayOf(crossAccount, distrusted, run).calls.filter(
      ({ state }) => state === "stops",
    );
    expect(stopped.map(({ action }) => action)).toEqual(["sts:AssumeRole"]);
  });
});

describe("what AWS answered", () => {
  const { documents, events } = runOf(crossAccount);
  const [event] = events.filter(({ eventName }) => eventName === "Decrypt");
  const stateOf = (members: object, texts = documents) =>
    replayOf(crossAccount, texts, [{ ...event, ...members }]).calls.map(({ state }) => state);
  const denied = { errorCode: "AccessDenied" };
  const without = changed(documents, /"kms:Decrypt"/g, '"kms:Verify"');

  test.each([
    ["it denied what the documents allow", denied, documents, "differs"],
    ["it denied what they refuse", denied, without, "refused"],
    ["it failed otherwise", { errorCode: "KMSInvalidStateException" }, documents, "failed"],
    ["a dry run would succeed", { errorCode: "DryRunOperationException" }, without, "stops"],
    [
      "the key is not of the answers",
      { resources: [], requestParameters: { keyId: "alias/x" } },
      documents,
      "unknown",
    ],
  ])("%s", (_, members, texts, state) => {
    expect(stateOf(members, texts)).toEqual([state]);
  });

  test("an event that both accounts logged counts once, whichever comes first", () => {
    const own = { ...event, sharedEventID: "s-1", eventID: "a" };
    const owners = {
      ...own,
      eventID: "b",
      userIdentity: { type: "AWSAccount", accountId: "222222222222" },
    };
    for (const log of [
      [own, owners],
      [owners, own],
    ])
      expect(replayOf(crossAccount, documents, log)).toMatchObject({
        counts: { passes: 1 },
        unnamed: 0,
      });
    expect(replayOf(crossAccount, documents, [owners])).toMatchObject({
      counts: { passes: 0 },
      unnamed: 1,
    });
  });

  test("calls of others are counted and not decided", () => {
    const others = {
      ...event,
      userIdentity: {
        type: "IAMUser",
        arn: "arn:aws:iam::222222222222:user/a",
        accountId: "222222222222",
      },
    };
    expect(replayOf(crossAccount, documents, [others])).toMatchObject({ calls: [], byOthers: 1 });
  });
});

describe("what the log used", () => {
  const { documents, events } = runOf(crossAccount);
  const decrypts = events.filter(({ eventName }) => eventName === "Decrypt");
  const used = (log: readonly LoggedEvent[]) =>
    replayOf(crossAccount, documents, log)
      .permissions.filter(({ documentId }) => documentId === "t1/identity")
      .flatMap(({ elements }) => elements)
      .filter(({ element }) => element === "Action");

  test("an action without a call is not seen only where the log has other calls of its kind", () => {
    const states = Object.fromEntries(used(decrypts).map(({ value, state }) => [value, state]));
    expect(states).toMatchObject({ "kms:Decrypt": "used", "kms:DescribeKey": "not-seen" });
  });

  test("in a log without KMS events nothing is said to be unused", () => {
    const assumed = events.filter(({ eventName }) => eventName === "AssumeRole");
    expect(new Set(used(assumed).map(({ state }) => state))).toEqual(new Set(["not-watched"]));
  });

  test("a log without reads does not show that a read is unused", () => {
    const writes = decrypts.map((one) => ({ ...one, eventName: "CreateGrant", readOnly: false }));
    const states = Object.fromEntries(used(writes).map(({ value, state }) => [value, state]));
    expect(states).toMatchObject({
      "kms:DescribeKey": "not-watched",
      "kms:Decrypt": "not-watched",
    });
  });

  test("a statement for every principal is for the import’s roles too", () => {
    const anyone = { Sid: "Anyone", Effect: "Allow", Action: "kms:Verify", Resource: "*" };
    const statesWith = (Principal: unknown) => {
      const texts = documents.map((one) => {
        if (one.id !== "t1/k1/key") return one;
        const policy = JSON.parse(one.text) as { Statement: object[] };
        policy.Statement.push({ ...anyone, Principal });
        return { ...one, text: JSON.stringify(policy) };
      });
      const { permissions } = replayOf(crossAccount, texts, decrypts);
      return permissions.flatMap(({ name, state }) => (name === anyone.Sid ? state : []));
    };
    expect(statesWith("*")).toEqual(["not-seen"]);
    expect(statesWith({ AWS: "*" })).toEqual(["not-seen"]);
    expect(statesWith({ AWS: "arn:aws:iam::999999999999:root" })).toEqual(["of-others"]);
  });

  test("in a log without KMS events, a statement with NotAction is not said to be unused either", () => {
    const Statement = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement });
    const texts = documents.map((one) => (one.id === "t1/identity" ? { ...one, text } : one));
    const { permissions } = replayOf(crossAccount, texts, []);
    const [use] = permissions.filter(({ documentId }) => documentId === "t1/identity");
    expect(use?.state).toBe("not-watched");
    expect(use?.elements.map(({ state }) => state)).toEqual(["not-watched"]);
  });

  test("says why", () => {
    const { permissions } = replayOf(crossAccount, documents, []);
    expect(permissions.flatMap(({ why }) => why ?? []).join()).toContain(
      "no KMS event that reads of account 222222222222 in eu-west-1",
    );
  });
});

describe("tighter answers", () => {
  test("fit if no call of the log stops, and name the steps of the run that do", () => {
    const vendor = presetOf("vendor-default");
    const { documents, events } = runOf(vendor);
    const decrypts = events.filter(({ eventName }) => eventName === "Decrypt");
    const replay = begun(vendor, documents, decrypts);
    replay.result();
    const tighter = new Map(replay.tighter().map((one) => [one.id, one]));
    expect(tighter.get("viaService")).toMatchObject({ stopsSeen: [], stopsSteps: [] });
    expect(tighter.get("withhold")?.stopsSteps).toContain("Attach the volume");
    const all = begun(vendor, documents, events);
    all.result();
    const withheld = all.tighter().find(({ id }) => id === "withhold");
    expect(withheld?.stopsSeen.join()).toContain("kms:CreateGrant");
  });
});

describe("a file", () => {
  const { documents, events } = runOf(crossAccount);
  const text = logText(events);
  const expected = replayOf(crossAccount, documents, events).counts;
  const read = (bytes: Uint8Array, size = bytes.length || 1) => {
    const replay = createReplay(crossAccount, documents);
    const file = replay.file("a.json.gz");
    for (let at = 0; at < bytes.length; at += size)
      file.push(bytes.subarray(at, at + size), at + size >= bytes.length);
    return replay.result();
  };

  test.each([
    ["Records", strToU8(text)],
    ["Records, spread over lines", strToU8(JSON.stringify({ Records: events }, null, 2))],
    ["lines of JSON", strToU8(events.map((one) => JSON.stringify(one)).join("\n"))],
    ["a list", strToU8(JSON.stringify(events))],
    ["gzip", gzipSync(strToU8(text))],
    ["two gzip members", new Uint8Array([...gzipSync(strToU8(text)), ...gzipSync(strToU8("\n"))])],
    [
      "lookup-events",
      strToU8(
        JSON.stringify({ Events: events.map((one) => ({ CloudTrailEvent: JSON.stringify(one) })) }),
      ),
    ],
    [
      "EventBridge",
      strToU8(events.map((detail) => JSON.stringify({ source: "aws.kms", detail })).join("\n")),
    ],
    [
      "CloudWatch Logs",
      strToU8(
        JSON.stringify({
          messageType: "DATA_MESSAGE",
          logEvents: events.map((one, id) => ({ id, timestamp: 1, message: JSON.stringify(one) })),
        }),
      ),
    ],
  ])("of %s is read the same, in whatever pieces it arrives", (_, bytes) => {
    for (const size of [bytes.length, 7, 1_000]) {
      const { counts, problems } = read(bytes, size);
      expect(counts).toEqual(expected);
      expect(problems).toEqual([]);
    }
    const replay = createReplay(crossAccount, documents);
    const file = replay.file("a.json");
    file.push(bytes.subarray(0, 1), false);
    file.push(bytes.subarray(1), false);
    file.push(new Uint8Array(), true);
    const { counts, problems } = replay.result();
    expect({ counts, problems }).toEqual({ counts: expected, problems: [] });
  });

  test.each([
    ["cut", strToU8(text.slice(0, -20)), "ends inside an event"],
    ["gzip without its last byte", gzipSync(strToU8(text)).subarray(0, -1), "damaged"],
    ["damaged gzip", gzipSync(strToU8(text)).fill(0, 200, 300), "damaged"],
    ["no log", strToU8("hello"), "no CloudTrail event"],
    ["deep", strToU8(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`), "nested deeper"],
    ["no JSON", strToU8("{a b c}"), "no JSON"],
  ])("%s: says so", (_, bytes, problem) => {
    expect(read(bytes).problems.join()).toContain(problem);
  });
});

describe("an event’s own time", () => {
  const period = { from: "2026-12-01", until: "2026-12-02" };
  const at = (events: readonly LoggedEvent[], eventTime: string) =>
    events.map((event) => ({ ...event, eventID: `${event.eventID} ${eventTime}`, eventTime }));
  const days = ["2026-11-30T12:00:00Z", "2026-12-01T12:00:00Z", "2026-12-03T12:00:00Z"];

  test.each([
    ["same-account", sameAccount],
    ["cross-account", crossAccount],
  ])("decides the period of access, whatever moment the answers name: %s", (_, scenario) => {
    const answers = { ...scenario, period, moment: "2026-12-24" };
    const { documents } = runOf({ ...scenario, period });
    const { events } = runOf(scenario);
    const states = days.map((day) => {
      const { calls } = replayOf(answers, documents, at(events, day));
      return new Set(calls.map(({ state }) => state));
    });
    expect(states[0]).toContain("stops");
    expect(states[1]).toEqual(new Set(["passes"]));
    expect(states[2]).toContain("stops");
    const allDays = days.flatMap((day) => at(events, day));
    const together = replayOf(answers, documents, allDays);
    expect(together.counts.passes).toBeGreaterThanOrEqual(events.length);
    expect(together.counts.stops).toBeGreaterThan(1);
  });

  test("decides a condition of the user’s, at its very second, and a time with a fraction", () => {
    const { documents, events } = runOf(crossAccount);
    const deny =
      '{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*","Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-12-01T12:00:00Z"}}}';
    const edited = documents.map((document) =>
      document.id === "t1/identity"
        ? { ...document, text: document.text.replace('"Statement": [', `"Statement": [${deny},`) }
        : document,
    );
    const decrypts = events.filter(({ eventName }) => eventName === "Decrypt");
    const stateAt = (time: string) =>
      new Set(replayOf(crossAccount, edited, at(decrypts, time)).calls.map(({ state }) => state));
    expect(stateAt("2026-12-01T11:59:59.999Z")).toEqual(new Set(["passes"]));
    expect(stateAt("2026-12-01T12:00:00Z")).toEqual(new Set(["stops"]));
    expect(stateAt("")).toEqual(new Set(["unknown"]));
  });
});
