import {
  createDocumentIndexCache,
  createJoiningPolicies,
  type Layers,
  type Probe,
  type ScenarioDocument,
  type Summary,
} from "#acquisition";
import { generate } from "#generator";
import { keyArn, type Policy, parseArn, parseDocument } from "#policy";
import { kmsActions } from "#policy/kms";
import { exampleKeyId, type Scenario } from "#scenario";
import { runOf } from "#verdict";
import { ec2Grant, mayCall, mayUse, outsiderGrant, type RoleAccess } from "./role-access.ts";

/** The answers with the least permissions: only the calls of the method, limited to EC2 and EBS. */
export function leastScenario(scenario: Scenario): Scenario {
  return {
    ...scenario,
    actions: "least",
    // EBS direct creates no grants; a volume cannot be attached without one.
    createGrant: scenario.method === "ebs-direct" ? "withhold" : "aws-resources",
    targets: scenario.targets.map((target) => ({
      ...target,
      keys: target.keys.map(({ createGrant, ...key }) =>
        createGrant === "withhold" ? { ...key, createGrant } : key,
      ),
    })),
    guards: { ...scenario.guards, viaService: true, encryptionContext: true },
  };
}

/** How a role may make a call on a key. */
export type AccessScope =
  | "no"
  | "through EC2"
  | "for AWS resources"
  | "directly"
  | "for anybody"
  | "allowed";

/** What both sets of policies allow for one action. */
export interface AccessRow {
  /** `kms:Decrypt`. */
  readonly action: string;
  readonly theirs: ActionAccess;
  readonly least: ActionAccess;
}

/** What a set of policies allows for one action. */
export interface ActionAccess {
  /** On the keys of the import. For a call without a key: whether it is allowed. */
  readonly importKeys: AccessScope;
  /** On a key that is not part of the import. */
  readonly otherKeys: AccessScope;
}

/** What a role's existing policies allow, compared with the least policies. */
export interface Comparison {
  /** Every KMS action that either side allows. */
  readonly rows: readonly AccessRow[];
  /** Abuses that the existing policies allow and the least policies refuse. */
  readonly impossible: readonly Probe[];
  /** Abuses that both allow. */
  readonly stillOpen: readonly Probe[];
  readonly theirs: Summary;
  readonly least: Summary;
}

/** A scenario with its documents. */
export interface ScenarioAndDocuments {
  readonly scenario: Scenario;
  readonly documents: readonly ScenarioDocument[];
}

/** `compareAccess` for the generated documents of a scenario and those of its least answers. Never throws. */
export function compareWithLeast(
  scenario: Scenario,
  documentId: string,
  theirs: readonly string[],
  layers?: Layers,
  onWork?: () => void,
): Comparison | undefined {
  const least = leastScenario(scenario);
  return compareAccess(
    { scenario, documents: generate(scenario) },
    { scenario: least, documents: generate(least) },
    documentId,
    theirs,
    layers,
    onWork,
  );
}

/**
 * Compares the imported policies of a role with the least ones. `present` has the present documents, `least` those of
 * `leastScenario`. `documentId` is the role's identity policy, which the imported policies replace. `layers` count on both
 * sides. `onWork` is called at each decision. Never throws.
 */
export function compareAccess(
  present: ScenarioAndDocuments,
  least: ScenarioAndDocuments,
  documentId: string,
  theirs: readonly string[],
  layers?: Layers,
  onWork: () => void = () => {},
): Comparison | undefined {
  const own = present.documents.find(({ id }) => id === documentId);
  if (own?.attachTo.to !== "role") return undefined;
  const { roleArn } = own.attachTo;
  const isOfRole = ({ kind, attachTo }: ScenarioDocument) =>
    kind === "identity" && attachTo.to === "role" && attachTo.roleArn === roleArn;
  const documents = [
    ...present.documents.filter((document) => !isOfRole(document)),
    ...theirs.map((text, index) => ({ ...own, id: `${own.id}/theirs-${index + 1}`, text })),
  ];
  const cache = createDocumentIndexCache(onWork);
  const before = runOf({ scenario: present.scenario, documents, layers }, cache);
  const after = runOf({ ...least, layers }, cache);
  const refused = new Map(after.probes.map(({ id, state }) => [id, state === "refused"]));
  const open = before.probes.filter(({ state }) => state === "open" || state === "knowingly-open");
  const keys = keysOf(present.scenario, documents, roleArn);
  const role = { roleArn, layers: createJoiningPolicies(present.scenario, layers) };
  return {
    rows: rowsFor(
      { ...role, policies: policiesOf(theirs) },
      { ...role, policies: policiesOf(least.documents.filter(isOfRole).map(({ text }) => text)) },
      keys,
      onWork,
    ),
    impossible: open.filter(({ id }) => refused.get(id) === true),
    stillOpen: open.filter(({ id }) => refused.get(id) === false),
    theirs: before.summary,
    least: after.summary,
  };
}

interface Keys {
  readonly ofImport: string;
  readonly other: string;
}

/** A key of the import that the role uses, and one that the import does not use. */
function keysOf(scenario: Scenario, documents: readonly ScenarioDocument[], roleArn: string): Keys {
  const { partition, targets, platform } = scenario;
  const account = parseArn(roleArn)?.account ?? "";
  const target = targets.find((one) => one.account === account) ?? targets[0];
  const key = target?.keys.find(({ naming }) => naming.by === "arn") ?? target?.keys[0];
  const region = key?.region || platform.region;
  const owner = target?.account || account;
  const id = key?.naming.by === "arn" && key.naming.keyId !== "" ? key.naming.keyId : exampleKeyId;
  const taken = documents.some(({ text }) => text.includes(otherKeyId));
  return {
    ofImport: keyArn(partition, region, owner, id),
    other: keyArn(partition, region, owner, taken ? otherKeyId.replace("0", "9") : otherKeyId),
  };
}

const otherKeyId = "00000000-0000-4000-8000-000000000000";

function policiesOf(texts: readonly string[]): readonly Policy[] {
  return texts.flatMap((text) => {
    const parsed = parseDocument(text);
    return parsed.ok ? [parsed.policy] : [];
  });
}

function rowsFor(
  theirs: RoleAccess,
  least: RoleAccess,
  keys: Keys,
  onWork: () => void,
): readonly AccessRow[] {
  return kmsActions.flatMap(({ name, resourceTypes }): AccessRow[] => {
    onWork();
    const action = `kms:${name}`;
    const extent = (access: RoleAccess): ActionAccess => {
      if (resourceTypes.length > 0)
        return {
          importKeys: accessScopeOf(access, action, keys.ofImport),
          otherKeys: accessScopeOf(access, action, keys.other),
        };
      const may = mayCall(access, action, "*") ? "allowed" : "no";
      return { importKeys: may, otherKeys: "no" };
    };
    const row = { action, theirs: extent(theirs), least: extent(least) };
    const says = ({ importKeys, otherKeys }: ActionAccess) =>
      importKeys !== "no" || otherKeys !== "no";
    return says(row.theirs) || says(row.least) ? [row] : [];
  });
}

function accessScopeOf(access: RoleAccess, action: string, key: string): AccessScope {
  if (action === "kms:CreateGrant") {
    if (mayUse(access, action, key, "direct", outsiderGrant)) return "for anybody";
    const service = mayUse(access, action, key, "ec2", ec2Grant(access, key, ["Decrypt"]));
    return service ? "for AWS resources" : "no";
  }
  if (mayUse(access, action, key, "direct")) return "directly";
  return mayUse(access, action, key, "ec2") ? "through EC2" : "no";
}
