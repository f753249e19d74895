import {
  createGrantFor,
  type Key,
  type Role,
  type Route,
  routesOf,
  type Scenario,
  type Source,
} from "#scenario";

/** What one role must be able to do with one source key in one region. */
export interface SourceNeed {
  readonly role: Role;
  readonly source: Source;
  /** Whether it calls DescribeKey, which is called directly. */
  readonly describes: boolean;
  /** The cryptographic calls, which come through EC2; sorted. */
  readonly calls: readonly string[];
  readonly grants: boolean;
  readonly decidingPolicy: DecidingPolicy;
  /** The import steps that need it, in the user's words. */
  readonly steps: readonly string[];
}

/** What one role must be able to do with the temporary key in one region. */
export type TemporaryNeed = Pick<SourceNeed, "role" | "calls" | "grants" | "steps"> & {
  readonly region: string;
};

/**
 * Which policy allows a role to use a key. Each permission is given once: in the identity policy if the key policy
 * delegates to the role's account, or in the key policy if it names the role. A role of another account needs both,
 * because KMS checks both (facts §3.3–5). An AWS managed key's policy already allows its account to use it through EC2,
 * so only the direct call is missing (facts §3.12).
 */
export type DecidingPolicy = "identity" | "key-policy" | "both" | "aws-managed";

/** What every role needs of every key, over all routes of the scenario. */
export interface Needs {
  readonly routes: readonly Route[];
  readonly ofSources: readonly SourceNeed[];
  readonly ofTemporaryKey: readonly TemporaryNeed[];
}

/**
 * The vendor's actions for a customer managed key, except CreateGrant. Source: the vendor's seed document, "KMS
 * considerations".
 */
export const vendorCalls: readonly string[] = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
];

interface Use {
  readonly role: Role;
  readonly key: Key | "temporary";
  readonly source: Source;
  readonly region: string;
  readonly step: string;
  readonly calls: readonly string[];
  readonly grants: boolean;
}

/** Collects what the scenario's routes need of each role, key and region. */
export function needsOf(scenario: Scenario): Needs {
  const routes = routesOf(scenario);
  const uses = routes.flatMap(usesOf);
  return {
    routes,
    ofSources: groupBy(
      uses.filter(({ key }) => key !== "temporary"),
      ({ role, source, region }) => `${role.arn} ${source.key.id} ${region}`,
    ).map((group) => sourceNeed(scenario, group)),
    ofTemporaryKey: groupBy(
      uses.filter(({ key }) => key === "temporary"),
      ({ role, region }) => `${role.arn} ${region}`,
    ).map(temporaryNeed(scenario)),
  };
}

/** Groups a list by name, in the order of the first members. */
export function groupBy<T>(list: readonly T[], nameOf: (item: T) => string): readonly T[][] {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}

/** The sorted list without duplicates. */
export function distinct(list: readonly string[]): readonly string[] {
  return [...new Set(list)].sort();
}

/** The KMS calls of each operation. Source: facts §6 ("What each step of an import asks of KMS"). */
function usesOf(route: Route): readonly Use[] {
  const { source, platform, actor, copies, ending, temporaryKeyRegions } = route;
  const { key } = source;
  const use = (
    step: string,
    role: Role,
    place: { key: "source" | "temporary"; region: string },
    calls: readonly string[],
    grants: boolean,
  ): Use => ({
    role,
    key: place.key === "source" ? key : "temporary",
    source: place.region === source.region ? source : { ...source, region: place.region },
    region: place.region,
    step,
    calls,
    grants,
  });
  const there = { key: "source", region: source.region } as const;
  const uses = [use("Look up the key", actor, there, [], false)];
  // The platform waits until its new key is enabled, so it describes the key in every region.
  for (const region of temporaryKeyRegions)
    uses.push(use("Make the temporary key", platform, { key: "temporary", region }, [], false));
  for (const copy of copies) {
    const step = "Copy the snapshot";
    uses.push(
      use(step, copy.by, copy.from, ["kms:Decrypt", "kms:ReEncryptFrom"], true),
      use(step, copy.by, copy.to, ["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo"], true),
    );
  }
  if (ending.method === "ebs-direct") {
    // EBS direct creates no grant, but the vendor's policy for it documents one on the source key.
    const grants = ending.under.key === "source";
    uses.push(use("Read the blocks", ending.by, ending.under, ["kms:Decrypt"], grants));
    return uses;
  }
  const volumeCalls = [
    "kms:Decrypt",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ];
  uses.push(
    use("Create the volume", ending.by, ending.under, volumeCalls, true),
    use("Attach the volume", ending.by, ending.under, [], true),
  );
  return uses;
}

function sourceNeed(scenario: Scenario, uses: readonly Use[]): SourceNeed {
  const [{ role, source }] = uses as [Use, ...Use[]];
  const vendor = scenario.actions === "vendor" && source.key.type !== "aws-managed";
  const decidingPolicy = decidingPolicyOf(scenario, source, role);
  const documentsBothRoles = vendor && decidingPolicy !== "identity";
  return {
    role,
    source,
    describes: true,
    calls: vendor ? vendorCalls : distinct(uses.flatMap(({ calls }) => calls)),
    grants:
      createGrantFor(scenario, source.key) !== "withhold" &&
      (documentsBothRoles || uses.some(({ grants }) => grants)),
    decidingPolicy,
    steps: [...new Set(uses.map(({ step }) => step))],
  };
}

function temporaryNeed(scenario: Scenario): (uses: readonly Use[]) => TemporaryNeed {
  return (uses) => {
    const [{ role, region }] = uses as [Use, ...Use[]];
    return {
      role,
      region,
      calls: distinct(uses.flatMap(({ calls }) => calls)),
      grants: scenario.createGrant !== "withhold" && uses.some(({ grants }) => grants),
      steps: [...new Set(uses.map(({ step }) => step))],
    };
  };
}

function decidingPolicyOf(scenario: Scenario, source: Source, role: Role): DecidingPolicy {
  if (source.key.type === "aws-managed") return "aws-managed";
  if (role.account !== source.target.account) return "both";
  const namesBothRoles =
    scenario.method === "create-volume" &&
    scenario.crossAccount === "both-roles" &&
    source.target.account !== scenario.platform.account;
  return namesBothRoles ? "key-policy" : "identity";
}
