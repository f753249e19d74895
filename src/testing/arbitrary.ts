import fc from "fast-check";
import { regionsOf } from "#policy/kms";
import {
  type AccessPeriod,
  acquisitionMethods,
  actionSets,
  createGrantAnswers,
  crossAccountApproaches,
  type Ec2Permissions,
  type Guards,
  type Key,
  type KeyNaming,
  keyServices,
  keyStates,
  keyTypes,
  type OtherUser,
  type OwnRule,
  otherUserKinds,
  type PlatformNaming,
  type RuleCondition,
  regionsOfKey,
  ruleSubjects,
  type Scenario,
  type Target,
  validateScenario,
  withKeyState,
} from "#scenario";

type Drawn = Scenario & {
  readonly naming: PlatformNaming | undefined;
  readonly ec2: Ec2Permissions | undefined;
};

/** Valid scenarios of every kind, small enough that all of their requests can be decided. */
export function scenarioArbitrary(): fc.Arbitrary<Scenario> {
  return fc
    .constantFrom("aws", "aws-us-gov", "aws-cn" as const)
    .chain((partition) => {
      // Few regions and accounts, so that they often meet.
      const regions = regionsOf(partition)
        .slice(0, 3)
        .map(({ code }) => code);
      return fc.record<Drawn>({
        partition: fc.constant(partition),
        platform: fc.record({
          account: fc.constant(account(0)),
          region: fc.constantFrom(...regions),
          role: fc.constantFrom(
            "CadoResponseRole",
            "team/forensics/myCadoResponseRole",
            `arn:${partition}:iam::${account(0)}:role/CadoResponseRole`,
          ),
          aliasPrefix: fc.constantFrom("alias/CadoResponse-KMS-Alias", "alias/dfir/tmp_"),
        }),
        targets: targets(partition, regions),
        method: fc.constantFrom(...acquisitionMethods),
        crossAccount: fc.constantFrom(...crossAccountApproaches),
        createGrant: fc.constantFrom(...createGrantAnswers),
        actions: fc.constantFrom(...actionSets),
        guards: guards(),
        naming: fc.option(platformNaming(), { nil: undefined }),
        // Only where Keyhole writes them: the import works then, too.
        ec2: fc.constantFrom<Ec2Permissions | undefined>(undefined, undefined, { kind: "written" }),
      });
    })
    .map(
      ({ naming, ec2, ...scenario }): Scenario => ({
        ...scenario,
        ...(naming ? { platformNaming: naming } : {}),
        ...(ec2 ? { ec2Permissions: ec2 } : {}),
      }),
    )
    .filter((scenario) => validateScenario(scenario).every(({ severity }) => severity !== "error"));
}

const periods: readonly AccessPeriod[] = [
  { from: "2026-12-01", until: "2026-12-02 17:30" },
  { from: "2026-12-01 08:00", until: "" },
  { from: "", until: "2026-12-02T17:30:00Z" },
];

/** The same, sometimes with a period of access: it doubles what is decided. The run is decided within it. */
export function scenarioWithPeriodArbitrary(): fc.Arbitrary<Scenario> {
  return fc
    .tuple(scenarioArbitrary(), sometimes(fc.constantFrom(...periods)))
    .map(([scenario, period]) => (period ? { ...scenario, period } : scenario));
}

/** The same with a moment and with the states of keys: an import need not work under them. */
export function scenarioWithStatesArbitrary(): fc.Arbitrary<Scenario> {
  const state = fc.constantFrom(undefined, ...keyStates);
  return fc
    .record({
      scenario: scenarioWithPeriodArbitrary(),
      moment: fc.constantFrom(undefined, "2026-11-30", "2026-12-01 12:00", "2026-12-24"),
      states: fc.array(state, { minLength: 1, maxLength: 5 }),
      expires: sometimes(fc.constantFrom("2026-12-01 17:00", "2027-01-01")),
    })
    .map(({ scenario, moment, states, expires }) => {
      let next = 0;
      const described = (key: Key) =>
        regionsOfKey(key).reduce((described, region) => {
          next += 1;
          return withKeyState(described, region, states[next % states.length], expires);
        }, key);
      return {
        ...scenario,
        targets: scenario.targets.map((target) => ({
          ...target,
          keys: target.keys.map(described),
        })),
        ...(moment === undefined ? {} : { moment }),
      };
    });
}

/** A value in one of three cases: what costs much to decide is rare. */
export function sometimes<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 2 },
    { arbitrary: value, weight: 1 },
  );
}

/** Lists of other users of the keys, complete or not. */
export function otherUsersArbitrary(): fc.Arbitrary<readonly OtherUser[]> {
  const one = fc.record({
    kind: fc.constantFrom(...otherUserKinds.filter((kind) => kind !== "service")),
    account: fc.constantFrom("", account(2), account(3)),
    role: fc.constantFrom("", "Controller", "team/Controller"),
  });
  const ofService = fc.record({
    kind: fc.constant("service" as const),
    service: fc.constantFrom(...keyServices),
    account: fc.constantFrom("", account(2)),
    role: fc.constantFrom("", "App"),
  });
  return fc
    .array(fc.oneof(one, ofService), { minLength: 1, maxLength: 4 })
    .map((users) => users.map((user, at) => ({ id: `u${at + 1}`, ...user })));
}

/** Lists of rules of the user, each of which says something. */
export function ownRulesArbitrary(): fc.Arbitrary<readonly OwnRule[]> {
  const principal = fc.constantFrom(
    "import-roles",
    "import-accounts",
    "ec2",
    account(1),
    "o-a1b2c3d4e5",
    `arn:aws:iam::${account(1)}:role/ops/Backup-*`,
  );
  const some = <Item>(item: fc.Arbitrary<Item>) =>
    fc.uniqueArray(item, { minLength: 1, maxLength: 3 });
  const condition = fc.oneof(
    fc.record({
      by: fc.constantFrom("through-ec2" as const, "region" as const),
      regions: fc.subarray(["eu-west-1", "us-east-1"]),
    }),
    fc.record({ by: fc.constantFrom("aws-resources" as const, "ebs-data" as const) }),
  ) as fc.Arbitrary<RuleCondition>;
  const rule = fc
    .record({
      who: fc.constantFrom(...ruleSubjects),
      principals: some(principal),
      actions: some(fc.constantFrom("kms:*", "kms:Decrypt", "kms:ReEncrypt*", "kms:CreateGrant")),
      onlyWhen: fc.uniqueArray(condition, { maxLength: 3, selector: ({ by }) => by }),
      keys: fc.option(some(fc.constantFrom("k1", "k12", "k9")), { nil: undefined }),
    })
    .map(({ keys, ...rest }) => ({ ...rest, ...(keys ? { keys } : {}) }));
  return fc
    .array(rule, { minLength: 1, maxLength: 4 })
    .map((rules) => rules.map((one, at) => ({ id: `r${at + 1}`, ...one })));
}

function account(index: number): string {
  return String(index + 1).repeat(12);
}

/**
 * One to three of something, three seldom: two are enough to meet, and what is decided grows with accounts times keys. Each
 * scenario draws the answers for all of them once, however many there are.
 */
function few<Items>(
  listOf: (length: { minLength: number; maxLength: number }) => fc.Arbitrary<Items>,
): fc.Arbitrary<Items> {
  const weighted = (weight: number, count: number) => ({
    arbitrary: listOf({ minLength: count, maxLength: count }),
    weight,
  });
  return fc.oneof(weighted(4, 1), weighted(3, 2), weighted(1, 3));
}

function targets(partition: string, regions: readonly string[]): fc.Arbitrary<Target[]> {
  return few((length) => fc.uniqueArray(fc.constantFrom(0, 1, 2), length)).chain((owners) =>
    fc.tuple(
      ...owners.map((owner, index) =>
        fc.record<Target, keyof Omit<Target, "name">>(
          {
            id: fc.constant(`t${index + 1}`),
            account: fc.constant(account(owner)),
            name: fc.constantFrom("Payments", "Zürich ${prod}"),
            role:
              owner === 0
                ? fc.constantFrom("", "CadoResponseLocalRole")
                : fc.constantFrom("CadoResponseCrossAccountRole", "x/DarktraceForensicsRole"),
            keys: few((length) =>
              fc.array(
                key(regions, `arn:${partition}:iam::${account(owner)}:user/ops/Ada`),
                length,
              ),
            ).map((keys) => keys.map((one, at) => ({ ...one, id: `k${index + 1}${at + 1}` }))),
          },
          { requiredKeys: ["id", "account", "role", "keys"] },
        ),
      ),
    ),
  );
}

function key(regions: readonly string[], administrator: string): fc.Arbitrary<Key> {
  return fc.constantFrom(...keyTypes).chain((type) =>
    fc
      .record({
        region: fc.constantFrom(...regions),
        replicas: fc.subarray([...regions], { maxLength: 2 }),
        origin: fc.constantFrom("kms", "imported", "custom-key-store" as const),
        naming: naming(type === "multi-region"),
        administrators: fc.subarray(["KeyAdministrator", "ops/Breakglass", administrator]),
        createGrant: fc.option(fc.constantFrom(...createGrantAnswers), { nil: undefined, freq: 3 }),
      })
      .map(({ region, replicas, origin, createGrant, ...rest }) => ({
        id: "",
        type,
        spec: "symmetric" as const,
        region,
        replicaRegions: type === "multi-region" ? replicas.filter((other) => other !== region) : [],
        origin: type === "multi-region" && origin === "custom-key-store" ? "kms" : origin,
        ...rest,
        ...(createGrant ? { createGrant } : {}),
      })),
  );
}

function naming(multiRegion: boolean): fc.Arbitrary<KeyNaming> {
  const hex = (length: number) =>
    fc.string({
      unit: fc.constantFrom(..."0123456789abcdef"),
      minLength: length,
      maxLength: length,
    });
  const keyId = multiRegion ? hex(32).map((digits) => `mrk-${digits}`) : fc.uuid();
  return fc.oneof(
    { weight: 4, arbitrary: keyId.map((id) => ({ by: "arn" as const, keyId: id })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("alias/prod-ebs", "alias/team/data_1")
        .map((alias) => ({ by: "alias" as const, alias })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { by: "tag" as const, tagKey: "forensics", tagValue: "yes" },
        { by: "tag" as const, tagKey: "team/owner", tagValue: "" },
      ),
    },
    { weight: 1, arbitrary: fc.constant({ by: "every" as const }) },
  );
}

function platformNaming(): fc.Arbitrary<PlatformNaming> {
  return fc.constantFrom<PlatformNaming>(
    { by: "tag", tagKey: "forensics", tagValue: "yes" },
    { by: "tag", tagKey: "dfir/scope", tagValue: "" },
    { by: "alias", aliasPrefix: "alias/forensics-" },
    { by: "alias", aliasPrefix: "alias/team/" },
  );
}

function guards(): fc.Arbitrary<Guards> {
  return fc.record({
    viaService: fc.boolean(),
    encryptionContext: fc.boolean(),
    grantOperations: fc.boolean(),
    organizationId: fc.constantFrom("", "o-abcde12345"),
    externalId: fc.constantFrom("", "case:4711"),
    denyOthers: fc.boolean(),
  });
}
