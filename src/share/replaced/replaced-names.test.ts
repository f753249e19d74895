import fc from "fast-check";
import { expect, test } from "vitest";
import { layersFrom, resultOf } from "#acquisition";
import { createLinter } from "#engine/linter";
import { type GeneratedDocument, generate } from "#generator";
import { allServices } from "#policy/services";
import { type Layer, presets, type Scenario } from "#scenario";
import { decodeFile, decodeState, encodeFile, encodeState, type SharedState } from "#share";
import {
  otherUsersArbitrary,
  ownRulesArbitrary,
  scenarioWithStatesArbitrary,
} from "#testing/arbitrary";
import { restrictedCrossAccount } from "#testing/example-scenario";
import { createVerifier, type Verdict, verify } from "#verdict";
import { withReplacedNames } from "./with-replaced-names.ts";

/** What the examples of the arbitraries become, so that there is something to hide. */
const secrets: readonly (readonly [string, string])[] = [
  ["111111111111", "718293645012"],
  ["222222222222", "604815926373"],
  ["333333333333", "593847261504"],
  ["444444444444", "482736150493"],
  ["CadoResponseRole", "AcmeReader"],
  ["CadoResponseLocalRole", "AcmeLocal"],
  ["CadoResponseCrossAccountRole", "acme-crossing"],
  ["DarktraceForensicsRole", "AcmeForensics"],
  ["CadoResponse-KMS-Alias", "acme/tmp-"],
  ["KeyAdministrator", "jane.doe@acme.example"],
  ["forensics", "AcmeUnit"],
  ["Payments", "Acme Payments"],
  ["keyhole-example", "acme:4711"],
  ["1234abcd-12ab-34cd-56ef-1234567890ab", "c0ffee11-22bb-44dd-88ff-a1b2c3d4e5f6"],
];
const telling = [
  ...["718293645012", "604815926373", "593847261504", "482736150493"],
  ...["acme", "jane.doe", "4711", "c0ffee11", "o-abcde12345", "o-a1b2c3d4e5", "tmp_", "controller"],
  ...["breakglass", "prod-ebs", "case:", "203.0.113.7", "a1b2c3d4", "zürich"],
];

/** The same scenario in somebody's accounts. */
function foreign<Value>(value: Value): Value {
  let text = JSON.stringify(value);
  for (const [example, secret] of secrets) text = text.replaceAll(example, secret);
  return JSON.parse(text) as Value;
}

const sameAccount =
  presets.find(({ id }) => id === "same-account")?.scenario ?? restrictedCrossAccount;

type Edit = (text: string, scenario: Scenario) => string;
const withStatement =
  (statement: (scenario: Scenario) => unknown): Edit =>
  (text, scenario) => {
    const policy = JSON.parse(text);
    return JSON.stringify(
      { ...policy, Statement: [...policy.Statement, statement(scenario)] },
      null,
      2,
    );
  };
const escaped = (text: string) =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const denied = { Effect: "Deny", Action: "kms:Encrypt", Resource: "*" };

/** Edits after which a document is valid JSON. */
const validEdits: readonly Edit[] = [
  withStatement(({ platform, targets }) => ({
    Sid: "LetAcmePaymentsIn",
    ...denied,
    Resource: [
      `arn:aws:kms:eu-west-1:${platform.account}:key/c0ffee11-22bb-44dd-88ff-a1b2c3d4e5f6`,
    ],
    Condition: {
      StringNotEqualsIfExists: {
        "aws:PrincipalTag/AcmeUnit": "ACMEUNIT",
        "aws:PrincipalOrgID": "o-abcde12345",
      },
      ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/${targets[0]?.role || "Acme"}*` },
      NotIpAddress: { "aws:SourceIp": ["203.0.113.7/32", "10.0.0.0/8"] },
      DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" },
      NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
      "ForAnyValue:StringLike": {
        "aws:PrincipalOrgPaths": "o-abcde12345/r-acme/ou-acme-a1b2c3d4/*",
        "kms:EncryptionContext:aws:ebs:id": ["vol-*", "snap-*"],
      },
    },
  })),
  withStatement(({ platform }) => ({
    ...denied,
    Condition: {
      StringLike: { "aws:PrincipalArn": `arn:aws:iam::${platform.account}:role/Acme*` },
      StringEquals: { "aws:PrincipalAccount": [platform.account, "482736150493"] },
    },
  })),
  (text, { platform }) => text.replaceAll(platform.account, escaped(platform.account)),
];
const brokenEdits: readonly Edit[] = [
  (text, { platform }) => `// Ask jane.doe@acme.example about ${platform.account}\n${text}`,
  (text) => `${text.slice(0, -4)} /* acme-crossing */ 'arn:aws:iam::604815926373:role/acme'`,
  (text) => text.slice(0, text.length / 2),
  (text) => JSON.stringify(text),
  (text) =>
    `{"Policy": ${JSON.stringify(text)}, "url": "${encodeURIComponent(text)}", "Acme": 604815926373}`,
];

const layer: Layer = {
  id: "layer/1",
  kind: "service-control",
  title: "SCP AcmeGuard",
  owner: "604815926373",
  level: 1,
  text: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { ...denied, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcde12345" } } },
    ],
  }),
};

function works(edits: readonly Edit[]): fc.Arbitrary<SharedState> {
  return fc
    .record({
      scenario: scenarioWithStatesArbitrary(),
      mustNever: ownRulesArbitrary(),
      otherUsers: otherUsersArbitrary(),
      edits: fc.array(fc.tuple(fc.nat(20), fc.constantFrom(...edits)), { maxLength: 3 }),
      layers: fc.constantFrom([], [layer]),
    })
    .map(({ scenario: given, edits: chosen, layers, ...lists }) => {
      const scenario = foreign({ ...given, ...lists });
      const documents = generate(scenario);
      const edited = chosen.flatMap(([at, edit]) => {
        const document = documents[at % Math.max(1, documents.length)];
        return document ? [[document.id, edit(document.text, scenario)] as const] : [];
      });
      return { scenario, edits: Object.fromEntries(edited), layers };
    });
}

/** Everything that a reader of a link and a file can see, in small letters. */
async function seen(state: SharedState): Promise<string> {
  const link = await encodeState(state);
  const [, preset = "", packed = ""] = link.split(".");
  const payload = packed === "" ? "" : JSON.stringify((await decodeState(`#${link}`)) ?? "");
  const file = encodeFile(state);
  const leaves: string[] = [];
  JSON.parse(file, (name, value) => {
    leaves.push(name, String(value));
    return value;
  });
  // Without the packed text itself: by chance any four letters stand in it.
  const all = [preset, payload, file, ...leaves].join("\n");
  const unescaped = all.replace(/\\+u([0-9a-f]{4})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const plain = unescaped.replace(/%([0-9a-f]{2})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return [all, unescaped, plain].join("\n").toLowerCase();
}

test("no name of the work is in its link or file, and distinct names have distinct examples", async () => {
  await fc.assert(
    fc.asyncProperty(works([...validEdits, ...brokenEdits]), async (work) => {
      const replaced = withReplacedNames(work);
      const { names, state } = replaced;
      const text = await seen(state);
      expect(telling.filter((word) => text.includes(word))).toEqual([]);
      for (const { keys } of work.scenario.targets)
        for (const { naming } of keys)
          if (naming.by === "arn") expect(text).not.toContain(naming.keyId.toLowerCase());
      // What leaves can be read again, whole.
      expect(await decodeFile(encodeFile(state))).toMatchObject({ ok: true, dropped: [] });
      expect(new Set(names.map(({ example }) => example)).size).toBe(names.length);
      const exampleOf = new Map(names.map(({ original, example }) => [original, example]));
      expect(state.scenario.platform.account).toBe(exampleOf.get(work.scenario.platform.account));
      // A second time the same original has the same example.
      expect(withReplacedNames(work)).toEqual(replaced);
    }),
    { numRuns: 12 },
  );
});

function subjectOf({ scenario, edits, layers = [] }: SharedState) {
  const documents = generate(scenario).map(
    (one): GeneratedDocument => ({ ...one, text: edits[one.id] ?? one.text }),
  );
  return { scenario, documents, layers: layersFrom(layers, scenario) };
}

/** What a verdict says, without the names in it. */
function saidOf({
  status,
  steps,
  probes,
  claims = [],
  otherUsers = [],
  findings,
  beyond,
}: Verdict) {
  const states = (all: readonly { readonly state: string }[]) => all.map(({ state }) => state);
  return {
    status: [status.kind, status.title, status.example],
    steps: steps.map(({ kind, state, requests }) => [kind, state, states(requests)]),
    probes: states(probes).sort(),
    claims: claims.map(({ id, result }) => [id.split("/")[0], result]).sort(),
    otherUsers: states(otherUsers),
    findings: Object.entries(findings).map(([id, found]) => [
      id,
      found.map(({ rule }) => rule).sort(),
    ]),
    beyond: [beyond?.roles.length, beyond?.keys.length],
  };
}

test("the verdict on the work with examples is that on the work", () => {
  const said = (work: SharedState) =>
    saidOf(resultOf(createVerifier().verify(subjectOf(work), createLinter(allServices))));
  fc.assert(
    fc.property(works(validEdits), (work) => {
      const { state, uncertain } = withReplacedNames(work);
      expect(uncertain).toEqual([]);
      expect(said(state)).toEqual(said(work));
    }),
    { numRuns: 2 },
  );
});

test("claims and what is allowed beyond the import stay, too", () => {
  // One account, where others may use the key: decided in a fifth of the time of two accounts, and some claims are refuted.
  const { guards, actions, createGrant } = restrictedCrossAccount;
  const open = { ...guards, denyOthers: false };
  const scenario = foreign({ ...sameAccount, guards: open, actions, createGrant });
  const text = generate(scenario).find(({ id }) => id === "t1/k1/key")?.text ?? "";
  const edited = validEdits.reduce((before, edit) => edit(before, scenario), text);
  const work = { scenario, edits: { "t1/k1/key": edited }, layers: [layer] };
  const said = (shared: SharedState) => {
    const { documents, layers } = subjectOf(shared);
    return saidOf(verify(shared.scenario, documents, layers));
  };
  const result = said(work);
  const results = new Set(result.claims.map(([, one]) => one));
  expect(results).toEqual(new Set(["proved", "refuted"]));
  expect(said(withReplacedNames(work).state)).toEqual(result);
});

const document = (statement: unknown) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const textOf = (statement: unknown) =>
  withReplacedNames({
    scenario: restrictedCrossAccount,
    edits: { "t1/identity": document(statement) },
  });

test.each<[string, unknown]>([
  [
    "services and regions",
    { Principal: { Service: "ec2.eu-west-1.amazonaws.com" }, Action: ["kms:Decrypt", "s3:Get*"] },
  ],
  [
    "roles of AWS",
    {
      Principal: {
        AWS: "arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      },
    },
  ],
  [
    "a policy of AWS",
    { Resource: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup" },
  ],
  [
    "conditions",
    {
      Condition: {
        StringLike: { "kms:ViaService": "ec2.*.amazonaws.com", "aws:RequestedRegion": "eu-*" },
        Bool: { "aws:SecureTransport": "false" },
      },
    },
  ],
  [
    "words of KMS",
    {
      Condition: {
        "ForAllValues:StringEquals": {
          "kms:GrantOperations": ["Decrypt"],
          "kms:EncryptionContextKeys": "aws:ebs:id",
        },
        StringEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT" },
      },
    },
  ],
  [
    "the vendor's names",
    { Resource: "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole" },
  ],
  ["variables of AWS", { Resource: "arn:aws:iam::*:user/${aws:username}" }],
])("stays: %s", (_, statement) => {
  expect(textOf(statement).state.edits["t1/identity"]).toBe(document(statement));
});

test.each<[string, unknown, string]>([
  ["part of an account id", { Principal: { AWS: "arn:aws:iam::7182*:role/x" } }, "7182*"],
  [
    "part of a key id",
    { Resource: "arn:aws:kms:eu-west-1:111111111111:key/c0ffee11-*" },
    "c0ffee11-*",
  ],
  ["the end of a name", { Resource: "arn:aws:iam::111111111111:role/*-acme" }, "*-acme"],
])("a pattern that cannot be kept is replaced and named: %s", (_, statement, pattern) => {
  const { state, uncertain } = textOf(statement);
  expect(uncertain.join()).toContain(pattern);
  expect(state.edits["t1/identity"]?.toLowerCase()).not.toMatch(/7182|c0ffee|acme/);
});

test("a pattern of the beginning of names matches the examples of the same names", () => {
  const { state, uncertain } = textOf({
    Resource: ["AcmeTeam*", "AcmeTeamOne", "AcmeTeamTwo", "AcmeOther"].map(
      (name) => `arn:aws:iam::111111111111:role/${name}`,
    ),
  });
  const [pattern = "", ...others] = JSON.parse(state.edits["t1/identity"] ?? "").Statement[0]
    .Resource;
  expect(uncertain).toEqual([]);
  expect(others.map((other: string) => other.startsWith(pattern.slice(0, -1)))).toEqual([
    true,
    true,
    false,
  ]);
});

test("names of statements that Keyhole writes stay", () => {
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), otherUsersArbitrary(), (given, otherUsers) => {
      const scenario = { ...given, otherUsers };
      const documents = generate(scenario);
      const edits = Object.fromEntries(documents.map(({ id, text }) => [id, text]));
      const sids = (texts: readonly string[]) =>
        texts.flatMap((text) => text.match(/"Sid": "[^"]*"/g));
      expect(sids(Object.values(withReplacedNames({ scenario, edits }).state.edits))).toEqual(
        sids(Object.values(edits)),
      );
    }),
    { numRuns: 12 },
  );
});

test("texts of mistakes and of hostile length are replaced in time", () => {
  for (const part of [
    "${",
    "a.",
    "aws:",
    ":",
    "::",
    '"',
    "{",
    "\\",
    "%25",
    "arn:",
    "/*",
    "1.1.1.1",
  ])
    expect(
      withReplacedNames({
        scenario: restrictedCrossAccount,
        edits: { "t1/identity": part.repeat(4_000) },
      }).state.edits["t1/identity"],
    ).toBeTypeOf("string");
});
