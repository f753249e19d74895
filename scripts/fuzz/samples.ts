import { readFileSync } from "node:fs";
import fc from "fast-check";
import { gzipSync, strToU8 } from "fflate";
import { type Probe, runAcquisition, runProbes, type Step } from "#acquisition";
import type { AccessRequest, PolicySet } from "#engine";
import { exportFiles } from "#export";
import { type GeneratedDocument, generate } from "#generator";
import { targetTemplate } from "#import";
import { type Policy, parseDocument, toBase64Url } from "#policy";
import { presets, type Scenario } from "#scenario";
import { encodeFile, encodeState, type SharedState } from "#share";
import { scenarioArbitrary } from "#testing/arbitrary";

/** A scenario with its documents and what is decided of them. */
export interface Work {
  readonly scenario: Scenario;
  readonly documents: readonly GeneratedDocument[];
  readonly steps: readonly Step[];
  readonly probes: readonly Probe[];
  readonly requests: readonly { readonly request: AccessRequest; readonly policies: PolicySet }[];
  readonly state: SharedState;
}

/** Valid inputs of every kind, which the fuzz changes. */
export interface Samples {
  readonly works: readonly Work[];
  readonly links: readonly string[];
  readonly files: readonly string[];
  readonly imports: readonly string[];
  readonly tables: readonly string[];
  readonly denials: readonly string[];
}

/** The valid inputs, the same at every run: of the presets, and of so many other scenarios. */
export async function samplesOf(scenarioCount: number): Promise<Samples> {
  const scenarios = [
    ...presets.map(({ scenario }) => scenario),
    ...fc.sample(scenarioArbitrary().filter(isSmall), { seed: 2026, numRuns: scenarioCount }),
  ];
  const works = scenarios.map(workOf);
  return {
    works,
    links: await Promise.all(works.map(({ state }) => encodeState(state))),
    files: works.map(({ state }) => encodeFile(state)),
    imports: importsOf(works),
    tables: tablesOf(works),
    denials: denialsOf(works),
  };
}

/** More keys would make an input slower, and no other. */
function isSmall({ targets }: Scenario): boolean {
  return targets.reduce((sum, { keys }) => sum + keys.length, 0) <= 3;
}

function workOf(scenario: Scenario): Work {
  const documents = generate(scenario);
  const steps = runAcquisition(scenario, documents);
  const probes = runProbes(scenario, documents);
  const edited = documents
    .slice(0, 2)
    .map(({ id, text }, at) => [id, at === 0 ? text : `${text} `]);
  const [first] = documents;
  const state: SharedState = {
    scenario,
    edits: Object.fromEntries(edited),
    ...(first
      ? { documentId: first.id, ignored: { [first.id]: ["kms-star", "duplicate-sid"] } }
      : {}),
  };
  const read = documents.map((document) => ({ ...document, policy: policyOf(document.text) }));
  const ofKind = (kind: string) => read.filter((one) => one.kind === kind).map((one) => one.policy);
  const requests = [...steps, ...probes.slice(0, 10)]
    .flatMap((one) => one.requests.map(({ request }) => request))
    .slice(0, 40)
    .map((request, at) => {
      const resources = ofKind(request.action.startsWith("sts:") ? "trust" : "key");
      const resourcePolicy = resources[at % Math.max(resources.length, 1)];
      return {
        request,
        policies: {
          identityPolicies: ofKind("identity"),
          ...(resourcePolicy ? { resourcePolicy } : {}),
          ...(at % 3 === 0 ? { serviceControlPolicies: [[allowAll]], grants: [grant] } : {}),
          ...(at % 4 === 0 ? { permissionsBoundary: [allowAll], sessionPolicies: [allowAll] } : {}),
        },
      };
    });
  return { scenario, documents, steps, probes, requests, state };
}

const allowAll: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
const grant = {
  granteePrincipal: "arn:aws:iam::111111111111:role/CadoResponseRole",
  operations: ["Decrypt", "CreateGrant"],
  constraints: { encryptionContextSubset: { "aws:ebs:id": "vol-1" } },
};

function policyOf(text: string): Policy {
  const parsed = parseDocument(text);
  return parsed.ok ? parsed.policy : {};
}

function importsOf(works: readonly Work[]): readonly string[] {
  const fixtures = [
    "vendor-policy.yaml",
    "get-key-policy.json",
    "stack-set.yaml",
    "terraform-plan.json",
  ].map((name) => readFileSync(`e2e/imported/${name}`, "utf8"));
  const [work] = works;
  if (!work) return fixtures;
  const templates = works.slice(0, 8).flatMap(({ scenario, documents }, at) =>
    exportFiles("cloudformation", scenario, documents, { templates: at % 2 ? "json" : "yaml" })
      .filter(({ path }) => /\.(ya?ml|json)$/.test(path))
      .map(({ text }) => text),
  );
  const document = policyOf(work.documents[0]?.text ?? "{}");
  const role = {
    RoleName: "CadoResponseRole",
    Path: "/",
    Arn: "arn:aws:iam::111111111111:role/CadoResponseRole",
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document)),
    RolePolicyList: [{ PolicyName: "Inline", PolicyDocument: document }],
    AttachedManagedPolicies: [{ PolicyName: "A", PolicyArn: "arn:aws:iam::111111111111:policy/A" }],
  };
  const versions = [{ VersionId: "v1", IsDefaultVersion: true, Document: document }];
  const json = [
    { Role: role },
    { RoleName: "R", PolicyName: "P", PolicyDocument: document },
    { PolicyVersion: versions[0] },
    {
      RoleDetailList: [role],
      Policies: [
        { PolicyName: "A", Arn: "arn:aws:iam::111111111111:policy/A", PolicyVersionList: versions },
      ],
    },
    [document, document],
    document.Statement,
  ].map((value) => JSON.stringify(value, null, 2));
  return [
    ...fixtures,
    ...templates,
    ...json,
    functionsTemplate,
    mergedYaml,
    ...work.documents.map(({ text }) => text),
    targetTemplate,
    encodeFile(work.state),
  ];
}

/** A template with each of CloudFormation's functions that are worked out. */
const functionsTemplate = JSON.stringify({
  Parameters: {
    Name: { Type: "String", Default: "x" },
    List: { Type: "CommaDelimitedList", Default: "a,b" },
  },
  Mappings: { Regions: { "us-east-1": { Key: "k" } } },
  Conditions: {
    Is: { "Fn::Equals": [{ Ref: "Name" }, "x"] },
    Not: { "Fn::Not": [{ Condition: "Is" }] },
  },
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: { "Fn::Sub": ["${Name}-${B}", { B: "b" }] },
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: { "Fn::GetAtt": ["Other", "Arn"] } },
              Action: "sts:AssumeRole",
            },
          ],
        },
      },
    },
    Other: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } },
    Policy: {
      Type: "AWS::IAM::Policy",
      Properties: {
        PolicyName: { "Fn::FindInMap": ["Regions", "us-east-1", "Key"] },
        Roles: [{ Ref: "Role" }],
        PolicyDocument: {
          Statement: [
            {
              "Fn::If": [
                "Is",
                {
                  Effect: "Allow",
                  Action: "kms:Decrypt",
                  Resource: { "Fn::Join": [":", ["arn", { Ref: "List" }]] },
                },
                { Ref: "AWS::NoValue" },
              ],
            },
            {
              Effect: "Allow",
              Action: { "Fn::Split": [",", { "Fn::Select": [0, ["a:b", "c"]] }] },
              Resource: { "Fn::ImportValue": "x" },
            },
          ],
        },
      },
    },
  },
});

const mergedYaml = `
base: &base { Effect: Allow, Action: 'kms:Decrypt' }
more: &more { Action: 'kms:*', Resource: '*' }
Statement:
  - <<: [*base, *more]
    Sid: Merged
  - { <<: *more, Effect: Deny, Principal: !Ref Name }
`;

function tablesOf(works: readonly Work[]): readonly string[] {
  const accounts = { Accounts: [{ Id: "333333333333", Name: "Pay", Status: "ACTIVE" }] };
  const keyArn = "arn:aws:kms:eu-west-1:333333333333:key/0e6ce5cf-2f43-44a1-9d8e-5b3f7a90c1d2";
  const keys = { Keys: [{ KeyId: "0e6ce5cf-2f43-44a1-9d8e-5b3f7a90c1d2", KeyArn: keyArn }] };
  const alias = { AliasName: "alias/a", AliasArn: "arn:aws:kms:eu-west-1:333333333333:alias/a" };
  const aliases = { Aliases: [{ ...alias, TargetKeyId: "0e6ce5cf-2f43-44a1-9d8e-5b3f7a90c1d2" }] };
  const objects = works.slice(0, 10).map(({ scenario }) => ({
    targets: scenario.targets.map(({ account, role, name, keys: own }) => ({
      account,
      role,
      name,
      keys: own.map(({ region, naming, type }) => ({
        region,
        type,
        key: naming.by === "arn" ? naming.keyId : "every",
      })),
    })),
  }));
  return [
    targetTemplate,
    targetTemplate.replaceAll(",", ";"),
    targetTemplate.replaceAll(",", "\t"),
    `333333333333 eu-west-1 ${keyArn}\n444444444444`,
    ...[accounts, keys, aliases, { ...accounts, ...keys }, ...objects].map((one) =>
      JSON.stringify(one),
    ),
  ];
}

function denialsOf(works: readonly Work[]): readonly string[] {
  const events = works.slice(0, 8).flatMap(({ requests }) =>
    requests.slice(0, 8).map(({ request: { principal, action, resource } }) => ({
      eventSource: `${action.split(":")[0]}.amazonaws.com`,
      eventName: action.split(":")[1],
      awsRegion: "us-east-1",
      sourceIPAddress: "ec2-frontend-api.amazonaws.com",
      errorCode: "AccessDenied",
      errorMessage: `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      userIdentity: { type: "AssumedRole", arn: principal, invokedBy: "AWS Internal" },
      requestParameters: {
        keyId: resource,
        roleArn: resource,
        operations: ["Decrypt"],
        encryptionContext: { "aws:ebs:id": "vol-1" },
        constraints: { encryptionContextSubset: { "aws:ebs:id": "vol-1" } },
      },
      resources: [{ ARN: resource, accountId: "222222222222", type: "AWS::KMS::Key" }],
    })),
  );
  const decoded = {
    explicitDeny: false,
    context: {
      principal: { arn: "arn:aws:iam::222222222222:role/R" },
      action: "kms:Decrypt",
      resource: "*",
      conditions: { items: [{ key: "aws:x", values: { items: [{ value: "1" }] } }] },
    },
  };
  const [one] = events;
  return [
    ...events.map((event) => JSON.stringify(event)),
    JSON.stringify({ Records: events.slice(0, 5) }),
    JSON.stringify({ Events: [{ EventName: "x", CloudTrailEvent: JSON.stringify(one) }] }),
    JSON.stringify({ events: [{ timestamp: 1, message: JSON.stringify(one) }] }),
    JSON.stringify({ "detail-type": "AWS API Call via CloudTrail", detail: one }),
    JSON.stringify(decoded),
    JSON.stringify({ DecodedMessage: JSON.stringify(decoded) }),
    ...events.slice(0, 10).map(({ errorMessage }) => errorMessage),
    `[WARN] trail: ${JSON.stringify(one)}\n${JSON.stringify(one)}`,
    JSON.stringify({ kinesis: { data: toBase64Url(strToU8(JSON.stringify({ detail: one }))) } }),
    JSON.stringify({ awslogs: { data: toBase64Url(gzipSync(strToU8(JSON.stringify(one)))) } }),
    JSON.stringify({
      result: { "userIdentity.arn": "a", eventSource: "kms.amazonaws.com", eventName: "Decrypt" },
    }),
    "CustomerKeyHasBeenRevoked: Volume vol-0a, key arn:aws:kms:us-east-1:222222222222:key/1",
    "Policy contains a statement with one or more invalid principals.",
  ];
}
