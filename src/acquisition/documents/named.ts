import {
  accountId,
  accountRootArn,
  asList,
  type GivenStatement,
  hasWildcard,
  type Policy,
  type PrincipalMap,
  parseArn,
  statementsOf,
} from "#policy";
import { regionsOf } from "#policy/kms";
import {
  administratorArn,
  arnOfSource,
  type Scenario,
  type Source,
  sourcesOf,
  usersOfSource,
} from "#scenario";
import { rolesOf } from "../requests/roles.ts";
import type { Memo } from "./memo.ts";

/**
 * What the documents' Allow statements name: an edited policy may allow what no answer names, and an abuse is
 * to be tried with that, not only with made-up names.
 */
export interface Named {
  /** ARNs of principals: roles and users as they are, an account as its root. */
  readonly principals: readonly string[];
  readonly regions: readonly string[];
  /** Services that a ViaService condition lets in: `lambda`. */
  readonly services: readonly string[];
  /** ARNs of KMS keys, without wildcards. */
  readonly keys: readonly string[];
  /** ARNs of roles, without wildcards. */
  readonly roles: readonly string[];
}

/** More than that is no slip of somebody's hand. */
const most = 24;

/** The names in the documents' Allow statements that no answer speaks of, each once and sorted. */
export function namedIn(scenario: Scenario, policies: readonly Policy[], memo: Memo): Named {
  const all = collected(policies.map((policy) => memo.of(policy, namesOf, () => namesOf(policy))));
  const regions = new Set(regionsOf(scenario.partition).map(({ code }) => code));
  const own = memo.of(scenario, ownNames, () => ownNames(scenario));
  const foreign = (names: ReadonlySet<string>) =>
    [...names]
      .filter((name) => !own.has(name))
      .sort()
      .slice(0, most);
  return {
    principals: foreign(principalArns(all.principals, scenario.partition)),
    regions: foreign(new Set([...all.regions].filter((region) => regions.has(region)))),
    services: foreign(all.services),
    keys: foreign(all.keys),
    roles: foreign(all.roles),
  };
}

/** Everybody and everything that the answers speak of. */
function ownNames(scenario: Scenario): ReadonlySet<string> {
  const { partition, platform, targets } = scenario;
  const sources = sourcesOf(scenario);
  return new Set([
    "ec2",
    ...(scenario.otherUsers ?? []).flatMap(({ service }) => service ?? []),
    ...sources.flatMap((source) => otherUserNames(scenario, source)),
    platform.region,
    ...rolesOf(scenario).map(({ arn }) => arn),
    ...[platform.account, ...targets.map(({ account }) => account)].map((account) =>
      accountRootArn(partition, account),
    ),
    ...sources.flatMap((source) => [source.region, arnOfSource(scenario, source) ?? ""]),
    ...targets.flatMap(({ account, keys }) =>
      keys.flatMap(({ administrators, replicaRegions }) => [
        ...replicaRegions,
        ...administrators.map((field) => administratorArn(partition, account, field)),
      ]),
    ),
  ]);
}

/** The roles of other users, and the accounts that make grants for them. */
function otherUserNames(scenario: Scenario, source: Source): readonly string[] {
  return usersOfSource(scenario, source).flatMap(({ role, access }) => [
    role.arn,
    ...(access === "grant" ? [accountRootArn(scenario.partition, role.account)] : []),
  ]);
}

type Names = Readonly<Record<keyof Named, ReadonlySet<string>>>;

function collected(lists: readonly Named[]): Names {
  const of = (kind: keyof Named) => new Set(lists.flatMap((names) => names[kind]));
  return {
    principals: of("principals"),
    regions: of("regions"),
    services: of("services"),
    keys: of("keys"),
    roles: of("roles"),
  };
}

function namesOf(policy: Policy): Named {
  const allowing = statementsOf(policy).filter((statement) => statement.Effect === "Allow");
  const names = {
    principals: allowing.flatMap(principalsIn),
    ...namesInConditions(allowing),
    ...namesInResources(allowing),
  };
  const regions = [...names.regions, ...names.keyRegions];
  return { ...names, regions };
}

function principalsIn({ Principal }: GivenStatement): readonly string[] {
  const principals: PrincipalMap =
    typeof Principal === "object" && Principal !== null ? Principal : {};
  return texts(asList<unknown>(principals.AWS));
}

/** An account's id means its root. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
function principalArns(named: ReadonlySet<string>, partition: string): ReadonlySet<string> {
  const arns = [...named].map((one) => (accountId(one) ? accountRootArn(partition, one) : one));
  return new Set(arns.filter((arn) => parseArn(arn)?.service === "iam"));
}

function namesInResources(statements: readonly GivenStatement[]) {
  const resources = statements.flatMap(({ Resource }) => texts(asList(Resource)));
  const named = resources.flatMap((text) => {
    const arn = parseArn(text);
    return arn ? [{ ...arn, text, isWhole: !hasWildcard(text) }] : [];
  });
  const whole = named.filter(({ isWhole }) => isWhole);
  return {
    keyRegions: named.filter(({ service }) => service === "kms").map(({ region }) => region),
    keys: whole
      .filter(({ service, resource }) => service === "kms" && resource.startsWith("key/"))
      .map(({ text }) => text),
    roles: whole
      .filter(({ service, resource }) => service === "iam" && resource.startsWith("role/"))
      .map(({ text }) => text),
  };
}

function namesInConditions(statements: readonly GivenStatement[]) {
  const values = statements.flatMap(({ Condition }) => conditionValues(Condition));
  const viaServices = values.flatMap(([key, value]) => {
    const via = /^([a-z0-9-]+)\.([a-z0-9-]+)\.amazonaws\.com$/.exec(value);
    return key === "kms:viaservice" && via ? [{ service: via[1] ?? "", region: via[2] ?? "" }] : [];
  });
  const requested = values.filter(([key]) => key === "aws:requestedregion");
  return {
    services: viaServices.map(({ service }) => service),
    regions: [...viaServices.map(({ region }) => region), ...requested.map(([, value]) => value)],
  };
}

function texts(list: readonly unknown[]): readonly string[] {
  return list.filter((value) => typeof value === "string");
}

function conditionValues(condition: unknown): readonly (readonly [string, string])[] {
  if (typeof condition !== "object" || condition === null) return [];
  return Object.values(condition).flatMap((keys: unknown) =>
    typeof keys === "object" && keys !== null
      ? Object.entries(keys).flatMap(([key, value]) =>
          texts(asList(value as unknown)).map((text) => [key.toLowerCase(), text] as const),
        )
      : [],
  );
}
