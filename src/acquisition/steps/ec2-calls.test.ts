import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import type { Policy, Statement } from "#policy";
import { type Ec2Permissions, presets, type Scenario } from "#scenario";
import { answerRequest } from "../any-request/answer-request.ts";
import { accessBeyond } from "../comparisons/beyond.ts";
import type { Layers } from "../layers/layers.ts";
import { runProbes } from "../probes/run-probes.ts";
import { runAcquisition } from "./run-acquisition.ts";

const written: Ec2Permissions = { kind: "written" };
const complete: Ec2Permissions = { kind: "complete" };

function preset(id: string, ec2Permissions?: Ec2Permissions): Scenario {
  const found = presets.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return { ...found.scenario, ...(ec2Permissions ? { ec2Permissions } : {}) };
}

/** What Keyhole writes, statement by statement, under the answers that `ec2Permissions` replaces afterwards. */
function changed(
  scenario: Scenario,
  change: (statement: Statement) => Statement | readonly Statement[],
) {
  return generate({ ...scenario, ec2Permissions: written }).map((document) => {
    if (document.kind !== "identity") return document;
    const policy = JSON.parse(document.text) as Policy;
    const Statement = [policy.Statement ?? []].flat().flatMap(change);
    return { ...document, text: JSON.stringify({ ...policy, Statement }) };
  });
}

const withoutAction = (action: string) => (statement: Statement) => ({
  ...statement,
  Action: [statement.Action ?? []].flat().filter((one) => one !== action),
});

/** Role, action and resource of each EC2 and EBS request, shortened, by step. */
function callsOf(scenario: Scenario) {
  const calls: Record<string, string[]> = {};
  for (const { kind, actor, requests } of runAcquisition(scenario, generate(scenario)))
    for (const { request } of requests.filter(({ request }) =>
      /^(ec2|ebs):/.test(request.action),
    )) {
      const role = actor.endsWith("/CadoResponseRole") ? "platform" : "target";
      const name = request.action.slice(4);
      const on = request.resource.replace(/^arn:aws:ec2:/, "").replace(/\/.*$/, "");
      const { context = {} } = request;
      const more = context["ec2:CreateAction"] ?? context["ec2:Add/userId"];
      const step = `${kind} by ${role}`;
      calls[step] = [...(calls[step] ?? []), [name, on, ...(more ? [more] : [])].join(" ")];
    }
  return calls;
}

const describing = ["DescribeInstances *", "DescribeVolumes *"];
const snapshotIn = (region: string, account: string) => [
  ...describing,
  `CreateSnapshot ${region}:${account}:volume`,
  `CreateSnapshot ${region}::snapshot`,
  `CreateTags ${region}::snapshot CreateSnapshot`,
];
const snapshotsIn = (region: string, account: string) => [
  ...snapshotIn(region, account),
  `CreateSnapshots ${region}:${account}:instance`,
  `CreateSnapshots ${region}:${account}:volume`,
  `CreateSnapshots ${region}::snapshot`,
  `CreateTags ${region}::snapshot CreateSnapshots`,
];
const blocksIn = (region: string) => [
  `ListSnapshotBlocks ${region}::snapshot`,
  `ListChangedBlocks ${region}::snapshot`,
  `GetSnapshotBlock ${region}::snapshot`,
];
const copied = (from: string, to: string) => [
  `CopySnapshot ${from}::snapshot`,
  `CopySnapshot ${to}::snapshot`,
  `CreateTags ${to}::snapshot CopySnapshot`,
  "DescribeSnapshots *",
];
const volumeIn = (region: string, account: string) => ({
  "create-volume by platform": [
    `CreateVolume ${region}::snapshot`,
    `CreateVolume ${region}:${account}:volume`,
    `CreateTags ${region}:${account}:volume CreateVolume`,
    "DescribeVolumes *",
  ],
  "attach-volume by platform": [
    `AttachVolume ${region}:${account}:volume`,
    `AttachVolume ${region}:${account}:instance`,
  ],
});
const [platform, target, here, there] = ["111111111111", "222222222222", "eu-west-1", "us-east-1"];
const sharedIn = (region: string) => `ModifySnapshotAttribute ${region}::snapshot ${platform}`;

describe("the EC2 and EBS calls of an import, by method", () => {
  test.each<[string, Scenario, Record<string, readonly string[]>]>([
    [
      "EBS direct",
      preset("vendor-ebs-direct", written),
      {
        "snapshot by target": [...snapshotIn(there, target), "DescribeSnapshots *"],
        "read-blocks by target": blocksIn(there),
      },
    ],
    [
      "EBS direct under an AWS managed key: the copy is shared",
      { ...preset("aws-managed-cross-account", written), method: "ebs-direct" },
      {
        "snapshot by target": [...snapshotIn(there, target), "DescribeSnapshots *"],
        "copy by target": [...copied(there, there), sharedIn(there)],
        "read-blocks by platform": blocksIn(there),
      },
    ],
    [
      "a volume in the same account and region",
      preset("same-account", written),
      {
        "snapshot by platform": [...snapshotsIn(here, platform), "DescribeSnapshots *"],
        ...volumeIn(here, platform),
      },
    ],
    [
      "a volume in another region: the source snapshot is checked, too",
      preset("cross-region", written),
      {
        "snapshot by platform": [...snapshotsIn(there, platform), "DescribeSnapshots *"],
        "copy by platform": copied(there, here),
        ...volumeIn(here, platform),
      },
    ],
    [
      "a volume, where the target role copies: the copy is shared",
      { ...preset("cross-account", written), method: "create-volume" },
      {
        "snapshot by target": [...snapshotsIn(here, target), "DescribeSnapshots *"],
        "copy by target": [...copied(here, here), sharedIn(here)],
        ...volumeIn(here, platform),
      },
    ],
    [
      "a volume, where the platform copies: the first snapshot is shared",
      {
        ...preset("cross-account", written),
        method: "create-volume",
        crossAccount: "both-roles",
      },
      {
        "snapshot by target": [...snapshotsIn(here, target), "DescribeSnapshots *", sharedIn(here)],
        "copy by platform": copied(here, here),
        ...volumeIn(here, platform),
      },
    ],
  ])("%s", (_, scenario, calls) => {
    expect(callsOf(scenario)).toEqual(calls);
  });

  test.each(presets.map(({ id }) => id))("%s works with what Keyhole writes", (id) => {
    const scenario = preset(id, written);
    const documents = generate(scenario);
    const states = runAcquisition(scenario, documents).map(({ state }) => state);
    expect(states.filter((state) => state === "broken" || state === "unknown")).toEqual([]);
    const abuses = runProbes(scenario, documents).filter(({ kind }) =>
      ["share-with-stranger", "tag-existing"].includes(kind),
    );
    expect(new Set(abuses.map(({ state }) => state))).toEqual(new Set(["refused"]));
  });

  test.each(presets.map(({ id }) => id))("%s names them as not judged otherwise", (id) => {
    const scenario = preset(id);
    const steps = runAcquisition(scenario, generate(scenario));
    const snapshot = steps.find(({ kind }) => kind === "snapshot");
    expect(snapshot?.requests).toEqual([]);
    expect(snapshot?.callsElsewhere).toContain("ec2:CreateSnapshot");
    expect(steps.some(({ state }) => state === "broken")).toBe(false);
  });
});

/** How the step that reads blocks comes out without `ebs:GetSnapshotBlock`. */
function readingWithout(scenario: Scenario, layers?: Layers) {
  const documents = changed(scenario, withoutAction("ebs:GetSnapshotBlock"));
  return runAcquisition(scenario, documents, { layers }).find(({ kind }) => kind === "read-blocks");
}

describe("a missing ebs:GetSnapshotBlock", () => {
  test("stops the import where the role’s policies are complete", () => {
    const step = readingWithout(preset("vendor-ebs-direct", complete));
    expect(step?.state).toBe("broken");
    const missing = step?.requests.filter(({ state }) => state === "broken");
    expect(missing?.map(({ label }) => label)).toEqual(["GetSnapshotBlock on the snapshot"]);
    expect(missing?.[0]?.why?.sentence).toContain("ebs:GetSnapshotBlock");
  });

  test.each([
    ["nothing is said", undefined],
    ["another role’s are", { kind: "complete", of: ["platform"] }],
  ] as const)("is not judged where %s", (_, ec2Permissions) => {
    const scenario = preset("vendor-ebs-direct", ec2Permissions);
    const step = readingWithout(scenario);
    expect(step?.state).toBe("works");
    expect(step?.callsElsewhere).toContain("ebs:GetSnapshotBlock");
    const [source] = step?.requests ?? [];
    if (!step || !source) throw new Error("no request");
    const request = {
      principal: step.actor,
      action: "ebs:GetSnapshotBlock",
      resource: "arn:aws:ec2:us-east-1::snapshot/snap-1",
    };
    expect(answerRequest(scenario, generate(scenario), request).outcome).toBe("not-judged");
    expect(
      answerRequest(preset("vendor-ebs-direct", complete), generate(scenario), request).outcome,
    ).toBe("implicitly-denied");
  });
});

/** The labels and states of what the take of the snapshot lacks. */
function taking(
  change: (statement: Statement) => Statement | readonly Statement[],
  layers?: Layers,
) {
  const scenario = preset("vendor-ebs-direct", complete);
  const step = runAcquisition(scenario, changed(scenario, change), { layers }).find(
    ({ kind }) => kind === "snapshot",
  );
  return step?.requests.flatMap(({ label, state }) =>
    state === "works" ? [] : [`${label}: ${state}`],
  );
}

const same = (statement: Statement) => statement;
const onTaking =
  (more: Partial<Statement>) =>
  (statement: Statement): Statement =>
    statement.Sid === "TakeSnapshots" ? { ...statement, ...more } : statement;

describe("each resource of a call is decided", () => {
  test("the new snapshot, if only volumes are allowed", () => {
    const volumes = { Resource: "arn:aws:ec2:*:222222222222:volume/*" };
    expect(taking(onTaking(volumes))).toEqual(["CreateSnapshot on the new snapshot: broken"]);
  });

  test.each<[string, NonNullable<Statement["Condition"]>, readonly string[]]>([
    [
      "a tag is not known",
      { StringEquals: { "aws:ResourceTag/Incident": "yes" } },
      ["CreateSnapshot on the volume: unknown", "CreateSnapshot on the new snapshot: unknown"],
    ],
    ["the region is known", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, []],
    [
      "the region is another one",
      { StringEquals: { "ec2:Region": "eu-north-1" } },
      ["CreateSnapshot on the volume: broken", "CreateSnapshot on the new snapshot: broken"],
    ],
    ["the call has no Outpost", { Null: { "ec2:OutpostArn": "true" } }, []],
    [
      "another call’s key is never there",
      { StringEquals: { "ec2:InstanceType": "m5.large" } },
      ["CreateSnapshot on the volume: broken", "CreateSnapshot on the new snapshot: broken"],
    ],
  ])("%s", (_, Condition, expected) => {
    expect(taking(onTaking({ Condition }))).toEqual(expected);
  });
});

const document = (Statement: readonly Statement[]) => ({
  id: "layer",
  text: JSON.stringify({ Version: "2012-10-17", Statement }),
});
const everything: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
const noTags: Statement = { Effect: "Deny", Action: "ec2:CreateTags", Resource: "*" };
const role = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";

describe("layers bind EC2 and EBS calls", () => {
  test.each<[string, Layers, readonly string[]]>([
    [
      "a service control policy",
      { serviceControlPolicies: { [target]: [[document([everything, noTags])]] } },
      ["CreateTags on the new snapshot by CreateSnapshot: broken"],
    ],
    [
      "a permissions boundary",
      {
        permissionsBoundaries: {
          [role]: [document([{ ...everything, Action: ["kms:*", "ec2:D*"] }])],
        },
      },
      [
        "CreateSnapshot on the volume: broken",
        "CreateSnapshot on the new snapshot: broken",
        "CreateTags on the new snapshot by CreateSnapshot: broken",
      ],
    ],
    [
      "no resource control policy: EC2 supports none",
      { resourceControlPolicies: { [target]: [[document([everything, noTags])]] } },
      [],
    ],
  ])("%s", (_, layers, expected) => {
    expect(taking(same, layers)).toEqual(expected);
  });
});

test.each(["vendor-ebs-direct", "cross-account", "cross-region", "aws-managed-cross-account"])(
  "%s: what Keyhole writes goes nowhere beyond the import",
  (id) => {
    const rowsOf = (scenario: Scenario) =>
      accessBeyond(scenario, generate(scenario)).roles.map(({ elsewhere }) => elsewhere);
    expect(rowsOf(preset(id, written))).toEqual(rowsOf(preset(id)));
  },
);

test("the vendor’s permissions on every resource let the import through, and leave two abuses open", () => {
  const scenario = preset("vendor-ebs-direct", complete);
  const documents = changed(scenario, (statement) =>
    statement.Sid === "DescribeForImport"
      ? { ...everything, Action: ["ec2:*", "ebs:*"] }
      : /^(Take|Tag|Read)/.test(statement.Sid ?? "")
        ? []
        : statement,
  );
  expect(runAcquisition(scenario, documents).some(({ state }) => state === "broken")).toBe(false);
  const open = runProbes(scenario, documents).filter(({ state }) => state === "knowingly-open");
  expect(
    open.filter(({ mitigation }) => mitigation?.id === "write-ec2").map(({ kind }) => kind),
  ).toEqual(["share-with-stranger", "tag-existing"]);
});
