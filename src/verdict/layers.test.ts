import { describe, expect, it, test } from "vitest";
import {
  answerRequest,
  createDocumentIndexCache,
  type Layers,
  layersFrom,
  resultOf,
  runAcquisition,
} from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { allServices } from "#policy/services";
import { type Layer, presets, type Scenario } from "#scenario";
import { createSubjectReceiver, createSubjectSender } from "./delta.ts";
import { withClaims } from "./status.ts";
import { createVerifier } from "./verifier.ts";
import { verify, verifyAccount } from "./verify.ts";

const preset = presets.find(({ id }) => id === "cross-account") ?? presets[0];
const scenario: Scenario = {
  ...preset.scenario,
  method: "ebs-direct",
  actions: "least",
  createGrant: "aws-resources",
  guards: {
    viaService: true,
    encryptionContext: true,
    grantOperations: true,
    denyOthers: false,
    externalId: "a-secret",
    organizationId: "o-abcde12345",
  },
};
const documents = generate(scenario);
const platform = scenario.platform.account;
const [target] = scenario.targets;
const owner = target?.account ?? "";
const roleOf = (account: string) =>
  documents.find(({ kind, account: own }) => kind === "identity" && own === account)?.attachTo;
const roleArn = (account: string) => {
  const attachTo = roleOf(account);
  return attachTo?.to === "role" ? attachTo.roleArn : "";
};

const keyArn =
  runAcquisition(scenario, documents)
    .flatMap(({ requests }) => requests)
    .map(({ request }) => request.resource)
    .find((arn) => arn.includes(`${owner}:key/`)) ?? "";

const text = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const denyKms = { Effect: "Deny", Action: "kms:*", Resource: "*" };
const everyone = { Principal: "*" };
const document = (id: string, ...statements: object[]) => ({ id, text: text(...statements) });
const fullAccess = document("full-access", everything);
const noKms = document("no-kms", everything, denyKms);

const linter = createLinter(allServices);
const indexes = createDocumentIndexCache();

/** What `verify` says but for what is allowed beyond the import: of documents that are decided again and again. */
function verified(texts: typeof documents, layers?: Layers) {
  const subject = { scenario, documents: texts, layers };
  const steps = createVerifier(indexes).verifyInSteps(subject, linter);
  const { verdict, claims } = resultOf(steps);
  return withClaims(verdict, claims);
}

const kmsSteps = (layers: Layers) =>
  runAcquisition(scenario, documents, { layers, indexes }).filter(({ requests }) =>
    requests.some(({ request }) => request.action.startsWith("kms:")),
  );
const stateOf = (layers: Layers) => {
  const states = new Set(kmsSteps(layers).map(({ state }) => state));
  return states.size === 1 ? [...states][0] : [...states].sort().join();
};

test("without layers the import works", () => {
  expect(verify(scenario, documents).summary.works).toBe("works");
  expect(verify(scenario, documents, {})).toEqual(verify(scenario, documents));
});

describe("a layer that refuses KMS stops the import, and its statement is named", () => {
  test.each<[string, Layers]>([
    [
      "service control policy of the caller",
      { serviceControlPolicies: { [owner]: [[fullAccess], [noKms]], [platform]: [[noKms]] } },
    ],
    [
      "resource control policy of the key's account",
      {
        resourceControlPolicies: {
          [owner]: [
            [document("no-kms", { ...everything, ...everyone }, { ...denyKms, ...everyone })],
          ],
        },
      },
    ],
    [
      "permissions boundary",
      { permissionsBoundaries: { [roleArn(owner)]: [noKms], [roleArn(platform)]: [noKms] } },
    ],
    [
      "session policy",
      { sessionPolicies: { [roleArn(owner)]: [noKms], [roleArn(platform)]: [noKms] } },
    ],
  ])("%s", (_name, layers) => {
    const broken = kmsSteps(layers).filter(({ state }) => state === "broken");
    expect(broken.length).toBeGreaterThan(0);
    const places = broken.flatMap(({ requests }) =>
      requests.flatMap(({ why }) => why?.places ?? []),
    );
    expect(places).toContainEqual({ documentId: "no-kms", statement: 1 });
    expect(verified(documents, layers).status.kind).toBe("stops");
  });
});

it("is not stopped by the layers of others", () => {
  const layers: Layers = {
    serviceControlPolicies: { "999999999999": [[noKms]] },
    resourceControlPolicies: { "999999999999": [[noKms]] },
    permissionsBoundaries: { [`arn:aws:iam::${owner}:role/Other`]: [noKms] },
    sessionPolicies: { "not an arn": [noKms] },
  };
  expect(stateOf(layers)).toBe("works");
});

it("says which document is missing an Allow when a level only lacks one", () => {
  const onlyS3 = document("only-s3", { Effect: "Allow", Action: "s3:*", Resource: "*" });
  const layers = { serviceControlPolicies: { [owner]: [[fullAccess], [onlyS3]] } };
  const request = {
    principal: roleArn(owner),
    action: "kms:Decrypt",
    resource: keyArn,
  };
  const answer = answerRequest(scenario, documents, request, { layers });
  expect(answer.outcome).toBe("implicitly-denied");
  expect(answer.remedies[0]).toMatchObject({ documentId: "only-s3" });
  expect(answer.remedies[0]?.text).toContain("service control policy of level 2");
});

it("is undecided if a layer that joins is not valid JSON", () => {
  const layers = { serviceControlPolicies: { [owner]: [[{ id: "broken", text: "{" }]] } };
  const verdict = verified(documents, layers);
  expect(verdict.status.kind).toBe("undecided");
  expect(verdict.claims.some(({ result }) => result === "undecided")).toBe(true);
});

it("is undecided if a service control policy asks for what only the real call has", () => {
  const fromOffice = {
    ...denyKms,
    Condition: { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
  };
  const layers = {
    serviceControlPolicies: { [owner]: [[document("office", everything, fromOffice)]] },
  };
  expect(stateOf(layers)).toBe("unknown");
});

describe("claims", () => {
  const openKey = documents.map((one) =>
    one.kind === "key"
      ? {
          ...one,
          text: text(...JSON.parse(one.text).Statement, {
            Sid: "Open",
            Effect: "Allow",
            Principal: { AWS: owner },
            Action: "kms:Decrypt",
            Resource: "*",
          }),
        }
      : one,
  );
  const callers = (layers?: Layers) =>
    verified(openKey, layers).claims.map(({ witness }) => witness?.principal ?? "");

  it("lets only service-linked roles past a service control policy, and binds its own accounts alone", () => {
    const open = callers();
    expect(open).toContain(`arn:aws:iam::${owner}:root`);
    const closed = callers({ serviceControlPolicies: { [owner]: [[noKms]] } });
    expect(
      closed.filter((caller) => caller !== "" && !caller.includes("aws-service-role")),
    ).toEqual([]);
    expect(callers({ serviceControlPolicies: { "999999999999": [[noKms]] } })).toEqual(open);
  });

  it("has nothing proved by an organization that the caller may have left", () => {
    const inOrganization = {
      Sid: "SameOrganization",
      ...denyKms,
      Action: "*",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcde12345" } },
    };
    const layers = {
      serviceControlPolicies: { [platform]: [[document("own", everything, inOrganization)]] },
    };
    const open = documents.map((one) => ({
      ...one,
      text: one.text.replaceAll("aws:PrincipalOrgID", "aws:PrincipalTag/org"),
    }));
    const kinds = verified(open, layers).claims.map(
      ({ id, result }) => `${id.split("/")[0]} ${result}`,
    );
    expect(kinds.filter((kind) => kind.startsWith("organization-assumes"))).not.toContain(
      "organization-assumes proved",
    );
  });

  it("counts an existing grant", () => {
    const stranger = "arn:aws:iam::999999999999:role/Stranger";
    const grants = [{ granteePrincipal: stranger, operations: ["Decrypt"] }];
    const layers = { grants: { [keyArn]: [{ id: "grants", text: "", grants }] } };
    const callers = (given?: Layers) =>
      verified(documents, given).claims.map(({ witness }) => witness?.principal);
    expect(callers()).not.toContain(stranger);
    expect(callers(layers)).toContain(stranger);
  });
});

describe("an endpoint policy", () => {
  const closed = document("no-kms", { ...everything, ...everyone }, { ...denyKms, ...everyone });
  const layers = { endpointPolicies: { [owner]: [closed], [platform]: [closed] } };
  it("binds direct calls, not those that EC2 makes, and refuses no abuse", () => {
    const steps = runAcquisition(scenario, documents, { layers });
    const requests = steps.flatMap((step) => step.requests);
    const via =
      (name: string) =>
      ({ request }: (typeof requests)[number]) =>
        request.context?.[name] !== undefined;
    expect(
      requests.filter(via("kms:ViaService")).every(({ outcome }) => outcome === "allowed"),
    ).toBe(true);
    const direct = requests.filter(
      (one) => !via("kms:ViaService")(one) && one.request.action.startsWith("kms:"),
    );
    expect(direct.map(({ outcome }) => outcome)).toContain("explicitly-denied");
    const abuses = (given?: Layers) =>
      verified(documents, given)
        .probes.filter(({ must }) => must === "be-refused")
        .map(({ id, state }) => `${id} ${state}`);
    expect(abuses(layers)).toEqual(abuses());
  });
});

it("says of one account what it says of all", () => {
  const layers = { serviceControlPolicies: { [owner]: [[noKms]] } };
  const whole = verified(documents, layers);
  const part = verifyAccount(scenario, documents, target?.id ?? "", layers);
  expect(part.steps).toEqual(whole.steps.filter(({ partId }) => partId === target?.id));
});

it.each<[string, unknown]>([
  ["a text", "layers"],
  ["lists of other values", { serviceControlPolicies: { [owner]: [null, 7, [null, {}]] } }],
  ["no lists", { grants: { "": 1 }, endpointPolicies: { [owner]: {} }, sessionPolicies: 5 }],
])("takes %s for no layers", (_name, layers) => {
  expect(verified(documents, layers as Layers).status.kind).not.toBe("stops");
});

test("the worker's end has the layers that were sent, kept and taken away", () => {
  const sender = createSubjectSender();
  const receiver = createSubjectReceiver();
  const layers: Layers = { serviceControlPolicies: { [owner]: [[noKms]] } };
  for (const subject of [
    { scenario, documents },
    { scenario, documents, layers },
    { scenario, documents: documents.slice(1), layers },
    { scenario, documents },
  ])
    expect(receiver.subject(structuredClone(sender.delta(subject)))).toEqual(subject);
});

describe("an SCP or RCP of many accounts", () => {
  const accountsOf = { "all-accounts": [platform, owner], "target-accounts": [owner] };
  const list = (owners: readonly string[], kind: Layer["kind"]) =>
    layersFrom(
      owners.map((one, at) => {
        const statement = kind === "service-control" ? denyKms : { ...denyKms, ...everyone };
        const given = kind === "service-control" ? everything : { ...everything, ...everyone };
        const of = { id: `layer/${at + 1}`, kind, title: "a layer", level: 1 };
        return { ...of, owner: one, text: text(given, statement) };
      }),
      scenario,
    );

  it.each(["all-accounts", "target-accounts"] as const)("decides as one of each: %s", (shared) => {
    for (const kind of ["service-control", "resource-control"] as const) {
      const each = list(accountsOf[shared], kind);
      for (const owners of [[shared], [accountsOf[shared].join()]]) {
        const together = list(owners, kind);
        expect(stateOf(together ?? {})).toBe(stateOf(each ?? {}));
        const { summary, claims } = verified(documents, together);
        const apart = verified(documents, each);
        expect(summary).toEqual(apart.summary);
        expect(claims?.map(({ id, result }) => [id, result])).toEqual(
          apart.claims?.map(({ id, result }) => [id, result]),
        );
      }
      expect(stateOf(each ?? {})).not.toBe(stateOf({}));
    }
  });

  it("is linted once, and its findings are listed under its id", () => {
    const wrong = { ...denyKms, Action: "kms:Decryptt" };
    const layers = layersFrom(
      [
        {
          ...{ id: "layer/1", kind: "service-control", title: "an SCP" },
          ...{ owner: "all-accounts", text: text(everything, wrong) },
        },
      ],
      scenario,
    );
    const found = verified(documents, layers).findings["layer/1"] ?? [];
    expect(found.map(({ rule }) => rule)).toEqual(["unknown-action"]);
  });
});
