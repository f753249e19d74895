import { describe, expect, test } from "vitest";
import { authorize, lint } from "#engine";
import { type GeneratedDocument, generate, notesOf } from "#generator";
import { asList, parseDocument, printPolicy, type Statement } from "#policy";
import { type OtherUser, presets, type Scenario } from "#scenario";
import { claimsInSteps, runAcquisition, runOtherUsers, runProbes } from "../index.ts";

const keyAccount = "222222222222";
const elsewhere = "333333333333";
const crossAccount = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const user = (kind: OtherUser["kind"], answers: Partial<OtherUser> = {}): OtherUser => ({
  id: "u1",
  kind,
  account: "",
  role: "",
  ...answers,
});
const withUsers = (
  otherUsers: readonly OtherUser[],
  guards: Partial<Scenario["guards"]> = {},
): Scenario => ({ ...crossAccount, guards: { ...crossAccount.guards, ...guards }, otherUsers });

/** Every kind, in the key's account and in another one; `own`: AWS’s policy of its role suffices. */
const everyUser: readonly (readonly [string, OtherUser, "own" | "named"])[] = [
  ["EC2 Auto Scaling", user("auto-scaling"), "named"],
  ["EC2 Auto Scaling elsewhere", user("auto-scaling", { account: elsewhere }), "named"],
  ["EKS managed nodes", user("eks-nodes"), "named"],
  ["EKS managed nodes elsewhere", user("eks-nodes", { account: elsewhere }), "named"],
  ["Karpenter", user("karpenter", { role: "KarpenterController" }), "named"],
  [
    "Karpenter elsewhere",
    user("karpenter", { role: "KarpenterController", account: elsewhere }),
    "named",
  ],
  ["the EBS CSI driver", user("ebs-csi", { role: "AmazonEKS_EBS_CSI_DriverRole" }), "named"],
  ["the EBS CSI driver elsewhere", user("ebs-csi", { role: "Csi", account: elsewhere }), "named"],
  ["Data Lifecycle Manager", user("lifecycle-manager"), "named"],
  ["Data Lifecycle Manager elsewhere", user("lifecycle-manager", { account: elsewhere }), "named"],
  ["AWS Backup", user("backup"), "own"],
  ["AWS Backup that copies to another account", user("backup", { account: elsewhere }), "named"],
  ["Amazon Inspector", user("inspector"), "own"],
  ["a scanner", user("scanner", { role: "DatadogAgentlessScannerDelegateRole" }), "named"],
  ["a scanner elsewhere", user("scanner", { role: "Scanner", account: elsewhere }), "named"],
  ["RDS", user("service", { service: "rds", role: "App" }), "named"],
  ["S3", user("service", { service: "s3", role: "App" }), "named"],
  [
    "Secrets Manager elsewhere",
    user("service", { service: "secretsmanager", role: "App", account: elsewhere }),
    "named",
  ],
];

const keyPolicyOf = (documents: readonly GeneratedDocument[]) =>
  documents.find(({ kind }) => kind === "key") as GeneratedDocument;

const isForUsers = ({ Sid }: Statement) => /OtherUsers/.test(Sid ?? "");

/** The documents with each thing taken away that the key policy has for other users. */
function lessened(documents: readonly GeneratedDocument[]) {
  const key = keyPolicyOf(documents);
  const parsed = parseDocument(key.text);
  if (!parsed.ok) throw new Error(key.text);
  const statements = asList(parsed.policy.Statement) as Statement[];
  return statements.flatMap((statement, at) => {
    if (!isForUsers(statement)) return [];
    const actions = asList(statement.Action);
    const smaller: (Statement | undefined)[] =
      actions.length > 1
        ? actions.map((action) => ({
            ...statement,
            Action: actions.filter((other) => other !== action),
          }))
        : [undefined];
    return smaller.map((changed) => ({
      name: `${statement.Sid} with ${changed ? asList(changed.Action).join() : "nothing"}`,
      documents: documents.map((document) =>
        document.id === key.id
          ? {
              ...document,
              text: printPolicy({
                ...parsed.policy,
                Statement: statements.flatMap((other, index) =>
                  index === at ? (changed ?? []) : other,
                ),
              }),
            }
          : document,
      ),
    }));
  });
}

describe.each(everyUser)("%s", (_, one, access) => {
  test.each([false, true])(
    "keeps working, and the import too (deny everyone else: %s)",
    (denyOthers) => {
      const scenario = withUsers([one], { denyOthers });
      const documents = generate(scenario);
      const runs = runOtherUsers(scenario, documents);
      expect(runs.map(({ state }) => state)).toEqual(["works"]);
      expect(runs[0]?.steps.flatMap(({ requests }) => requests).length).toBeGreaterThan(0);
      expect(runAcquisition(scenario, documents).every(({ state }) => state === "works")).toBe(
        true,
      );
    },
  );

  test("nothing that the key policy has for it is idle", () => {
    const scenario = withUsers([one]);
    const changes = lessened(generate(scenario));
    expect(changes.length > 0).toBe(access !== "own");
    for (const { name, documents } of changes)
      expect([name, runOtherUsers(scenario, documents)[0]?.state]).not.toEqual([name, "works"]);
  });
});

describe("all users of a place together open no abuse and refute no claim", () => {
  const answers = (otherUsers: readonly OtherUser[]) => withUsers(otherUsers, { denyOthers: true });
  const found = (scenario: Scenario) => {
    const documents = generate(scenario);
    return [
      ...runProbes(scenario, documents).flatMap(({ title, state }) =>
        state === "open" || state === "knowingly-open" ? [title] : [],
      ),
      ...[...claimsInSteps(scenario, documents, "t1")]
        .flat()
        .flatMap(({ id, result }) => (result === "proved" ? [] : [id])),
    ];
  };
  const expected = found(answers([]));
  test.each([
    ["the key’s account", ""],
    ["another account", elsewhere],
  ])("%s", (_, account) => {
    const users = everyUser.flatMap(([, one], at) =>
      one.account === account ? [{ ...one, id: `u${at}` }] : [],
    );
    const scenario = answers(users);
    expect(found(scenario)).toEqual(expected);
    const serious = lint(keyPolicyOf(generate(scenario)).text, {
      kind: "key",
      account: keyAccount,
    }).filter(({ severity }) => severity !== "suggestion");
    expect(serious).toEqual([]);
  });
});

test("a named role makes grants only for AWS resources, and uses the key only through its service", () => {
  const scenario = withUsers([user("karpenter", { role: "Controller" })], { denyOthers: true });
  const parsed = parseDocument(keyPolicyOf(generate(scenario)).text);
  if (!parsed.ok) throw new Error("no policy");
  const role = `arn:aws:iam::${keyAccount}:role/Controller`;
  const isAllowed = (action: string, context: Record<string, string>) =>
    authorize(
      {
        principal: role,
        action,
        resource: `arn:aws:kms:eu-west-1:${keyAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        context: { "aws:PrincipalArn": role, ...context },
      },
      { identityPolicies: [], resourcePolicy: parsed.policy },
    ).outcome === "allowed";
  const through = { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" };
  const forAws = { "kms:GrantIsForAWSResource": "true" };
  expect(isAllowed("kms:CreateGrant", { ...through, ...forAws })).toBe(true);
  expect(isAllowed("kms:CreateGrant", through)).toBe(false);
  expect(isAllowed("kms:CreateGrant", forAws)).toBe(false);
  expect(isAllowed("kms:Decrypt", through)).toBe(true);
  expect(isAllowed("kms:Decrypt", {})).toBe(false);
});

test("a Deny for everyone else that does not exempt a user stops it", () => {
  const scenario = withUsers([user("auto-scaling")], { denyOthers: true });
  const documents = generate(withUsers([], { denyOthers: true }));
  const [run] = runOtherUsers(scenario, documents);
  expect(run?.state).toBe("broken");
});

test("a role whose own policies may allow it is not decided without its statement; a service-linked role stops", () => {
  const documents = generate(crossAccount);
  const states = (one: OtherUser) => runOtherUsers(withUsers([one]), documents)[0]?.state;
  expect(states(user("karpenter", { role: "Karpenter" }))).toBe("unknown");
  expect(states(user("auto-scaling"))).toBe("broken");
});

test("a role of another account gets its grant by a command, and notes say so", () => {
  const scenario = withUsers([user("auto-scaling", { account: elsewhere })]);
  const [run] = runOtherUsers(scenario, generate(scenario));
  expect(run?.command).toMatch(
    /^aws kms create-grant --region eu-west-1 .*--grantee-principal arn:aws:iam::333333333333:role\/aws-service-role\/autoscaling\.amazonaws\.com\/AWSServiceRoleForAutoScaling --operations .*CreateGrant/,
  );
  expect(notesOf(scenario).map(({ title }) => title)).toContain(
    "EC2 Auto Scaling of 333333333333: make a grant",
  );
});
