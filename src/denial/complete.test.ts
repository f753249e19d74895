import { describe, expect, test } from "vitest";
import {
  answerRequest,
  createDocumentIndexCache,
  exampleVolume,
  runAcquisition,
} from "#acquisition";
import { type AccessRequest, requestContext } from "#engine";
import { generate } from "#generator";
import { type Key, presets, type Scenario } from "#scenario";
import { readDenial } from "./read/read-denial.ts";

const ebs = "kms:EncryptionContext:aws:ebs:id";

/** A request as CloudTrail would have written it, had AWS denied it; `bare` without parameters and resources. */
function eventOf(request: AccessRequest, bare: boolean): object {
  const { principal, action, resource, context = {} } = request;
  const [service, name] = action.split(":");
  const region = String(context["aws:RequestedRegion"]);
  const isThroughEc2 = context["kms:ViaService"] !== undefined;
  const text = (condition: string) => context[condition];
  const encryptionContext = text(ebs) ? { "aws:ebs:id": text(ebs) } : undefined;
  const session = principal.replace(
    /^arn:(.*):iam::(\d+):role\/(?:.*\/)?([^/]+)$/,
    "arn:$1:sts::$2:assumed-role/$3/import",
  );
  return {
    eventSource: `${service}.amazonaws.com`,
    eventName: name?.replace(/^ReEncrypt.*/, "ReEncrypt"),
    awsRegion: region,
    sourceIPAddress: isThroughEc2 ? "ec2-frontend-api.amazonaws.com" : "203.0.113.7",
    userIdentity: {
      type: "AssumedRole",
      arn: session,
      sessionContext: { sessionIssuer: { arn: principal } },
      ...(isThroughEc2 ? { invokedBy: "ec2-frontend-api.amazonaws.com" } : {}),
    },
    errorCode: "AccessDenied",
    errorMessage: `User: ${session} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    requestParameters: bare
      ? null
      : {
          [action === "kms:ReEncryptTo" ? "destinationKeyId" : "sourceKeyId"]: resource,
          keyId: resource,
          roleArn: resource,
          externalId: text("sts:ExternalId"),
          replicaRegion: text("kms:ReplicaRegion"),
          multiRegion: text("kms:MultiRegion") === "true",
          operations: text("kms:GrantOperations"),
          granteePrincipal: text("kms:GranteePrincipal"),
          retiringPrincipal: text("kms:RetiringPrincipal"),
          constraints: { encryptionContextSubset: encryptionContext },
          encryptionContext,
          sourceEncryptionContext: encryptionContext,
          destinationEncryptionContext: encryptionContext,
        },
  };
}

const otherPreset = (id: string): Scenario =>
  presets.find((preset) => preset.id === id)?.scenario ?? presets[0].scenario;

const guards = {
  viaService: true,
  encryptionContext: true,
  grantOperations: true,
  organizationId: "o-exampleorg1",
  externalId: "case:4711",
  denyOthers: true,
};

function withNaming(scenario: Scenario, naming: Key["naming"]): Scenario {
  return {
    ...scenario,
    guards,
    targets: scenario.targets.map((target) => ({
      ...target,
      keys: target.keys.map((key) => ({ ...key, naming })),
    })),
  };
}

const scenarios: Record<string, Scenario> = {
  ...Object.fromEntries(presets.map(({ id, scenario }) => [id, { ...scenario, guards }])),
  "by alias": withNaming(otherPreset("cross-account"), { by: "alias", alias: "alias/prod" }),
  "by tag": withNaming(otherPreset("cross-account"), {
    by: "tag",
    tagKey: "team",
    tagValue: "forensics",
  }),
  "every key": withNaming(otherPreset("vendor-default"), { by: "every" }),
};

/** What a real call carries and the run leaves out, or what tells a session from its role. */
const ofAnEvent = ["aws:SourceIp", "aws:PrincipalType", "kms:BypassPolicyLockoutSafetyCheck"];

function comparable(request: AccessRequest): Record<string, unknown> {
  const context = Object.entries(requestContext(request));
  return Object.fromEntries(context.filter(([key]) => !ofAnEvent.includes(key)));
}

/** The import's own calls, other than those that a service makes under a grant, which have no document. */
function callsOf(scenario: Scenario): readonly AccessRequest[] {
  const requests = runAcquisition(scenario, generate(scenario)).flatMap(({ requests }) => requests);
  return requests
    .map(({ request }) => request)
    .filter(
      ({ principal, action }) =>
        !principal.includes("ec2-infrastructure") && /^(kms|sts):/.test(action),
    );
}

describe.each(Object.entries(scenarios))("%s: a denied call of the import", (_, scenario) => {
  const calls = callsOf(scenario);
  test.each([
    ["as CloudTrail writes it", false],
    ["without parameters and resources", true],
  ])("%s, is the run's own request", (_, bare) => {
    expect(calls.length).toBeGreaterThan(1);
    for (const call of calls) {
      const read = readDenial(JSON.stringify(eventOf(call, bare)), scenario);
      const denial = read.ok
        ? read.denials.find(({ request }) => request.action === call.action)
        : undefined;
      expect(denial?.request.resource).toBe(call.resource);
      // Which volume or snapshot it was is not known without parameters.
      const ebsId = /^(vol|snap)-/.exec(String(call.context?.[ebs]));
      const context = { ...call.context, ...(bare && ebsId ? { [ebs]: exampleVolume } : {}) };
      expect(denial && comparable(denial.request)).toEqual(comparable({ ...call, context }));
    }
  });
});

/** The made-up ids of the run's keys, as real ones would be. */
function withRealIds(text: string): string {
  return text
    .replaceAll(/mrk-0{31}a/g, "mrk-4444abcd12ab34cd56ef1234567890ab")
    .replaceAll(/0{8}-0000-0000-0000-0{10}(01|0a)/g, "4444abcd-12ab-34cd-56ef-1234567890$1");
}

test.each(Object.entries(scenarios))(
  "%s: a denied call of the import is allowed by the documents, on keys of any id",
  (_, scenario) => {
    const documents = generate(scenario);
    const indexes = createDocumentIndexCache();
    for (const call of callsOf(scenario))
      for (const bare of [false, true]) {
        const read = readDenial(withRealIds(JSON.stringify(eventOf(call, bare))), scenario);
        if (!read.ok) throw new Error(read.message);
        const request = read.denials
          .map((one) => one.request)
          .find(({ action }) => action === call.action);
        if (!request) throw new Error(`${call.action} is not read`);
        const { outcome, sentence } = answerRequest(scenario, documents, request, { indexes });
        expect(outcome, `${call.action} ${request.resource}: ${sentence}`).toBe("allowed");
      }
  },
);

describe("a Decrypt through EC2 on a key that the answers know by", () => {
  const message = (principal: string, resource: string) =>
    `User: ${principal} is not authorized to perform: kms:Decrypt on resource: ${resource} because no identity-based policy allows the kms:Decrypt action`;
  const principal = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
  const key = "arn:aws:kms:eu-west-1:222222222222:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab";
  test.each([
    ["by alias", "the key behind alias/prod"],
    ["by tag", "the key tagged team=forensics"],
  ])("%s is decided as the import's, and that is said", (name, known) => {
    const scenario = scenarios[name];
    if (!scenario) throw new Error("no such scenario");
    const event = {
      ...eventOf({ principal, action: "kms:Decrypt", resource: key, context: {} }, true),
      awsRegion: "eu-west-1",
      sourceIPAddress: "ebs.amazonaws.com",
      userIdentity: { type: "AssumedRole", arn: principal, invokedBy: "ebs.amazonaws.com" },
      errorMessage: message(principal, key),
    };
    const read = readDenial(JSON.stringify(event), scenario);
    const denial = read.ok ? read.denials[0] : undefined;
    if (!denial) throw new Error("not read");
    expect(denial.cautions).toContain(
      `The event has no aliases and tags of the key. Assumed: those of ${known}.`,
    );
    expect(denial.cautions.join()).toContain("kms:EncryptionContext:aws:ebs:id");
    expect(answerRequest(scenario, generate(scenario), denial.request).outcome).toBe("allowed");
    const foreign = readDenial(
      JSON.stringify(event).replaceAll("eu-west-1", "eu-north-1"),
      scenario,
    );
    expect(foreign.ok && foreign.denials[0]?.request.context).not.toHaveProperty(
      "kms:ResourceAliases",
    );
  });
});
