import type { AccessRequest } from "#engine";
import { parseArn } from "#policy";
import { kmsAction } from "#policy/kms";
import {
  aliasOfKey,
  arnOfSource,
  type Route,
  routesOf,
  type Scenario,
  type Source,
  sourcesOf,
} from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import {
  propertiesOfSource,
  propertiesOfTemporaryKey,
  type RequestedKey,
  sourceKey,
  temporaryAlias,
  temporaryKey,
} from "../requests/requested-key.ts";

/** A key of the answers that a request is, or may be, about. */
export interface KnownKey {
  /** Nothing where the answers do not name the key by ARN. */
  readonly arn: string | undefined;
  /** In the user's words: `the key behind alias/prod`. */
  readonly name: string;
  /** The answers know it by more than its ARN: aliases or tags, which no event has. */
  readonly isGuessed: boolean;
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
  /** The same with the policy that stands at it. */
  readonly keyIn: (index: DocumentIndex) => RequestedKey;
}

/**
 * Whether a call is decided on a key that its request does not name: `*` and an alias are no key, and identity policies
 * alone say nothing of it. Source: Service Authorization Reference, AWS KMS (resource types).
 */
export function lacksKey({
  action,
  resource,
}: Pick<AccessRequest, "action" | "resource">): boolean {
  const types = kmsAction(action)?.resourceTypes ?? [];
  const named = parseArn(resource)?.resource ?? "";
  return types.length > 0 && !types.some((type) => named.startsWith(`${type}/`));
}

/** KMS's default, and the only one for the keys that EBS can use (facts §3.14). */
const symmetric = { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" };

/** What a call says of its key. */
interface Sought {
  readonly action: string;
  readonly arn?: string | undefined;
  readonly alias?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/** What the platform does to its temporary keys alone. Source: facts §5. */
const temporaryKeyActions: ReadonlySet<string> = new Set([
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:ReplicateKey",
  "kms:ScheduleKeyDeletion",
]);

/**
 * The keys of the answers that fit what a request says of its key, the likeliest first: the one of that ARN alone, else
 * those of the same account and region that the answers know by alias or tag, or that the platform makes.
 */
export function knownKeys(scenario: Scenario, sought: Sought): readonly KnownKey[] {
  const { action, arn, alias } = sought;
  const exact = sourcesOf(scenario).find((source) => arn && arnOfSource(scenario, source) === arn);
  if (exact) return [knownSource(scenario, exact)];
  const sources = sourcesOf(scenario)
    .filter((source) => maybeSource(scenario, source, sought))
    .toSorted((a, b) => Number(isManaged(a)) - Number(isManaged(b)))
    .map((source) => knownSource(scenario, source));
  const temporary = routesOf(scenario)
    .filter((route) => maybeTemporary(scenario, route, sought))
    .map((route) => knownTemporary(scenario, route, sought));
  const all = temporaryKeyActions.has(action)
    ? [...temporary, ...sources]
    : [...sources, ...temporary];
  const fitting = alias ? all.filter(({ properties }) => hasAlias(properties, alias)) : all;
  return fitting.filter(
    (key, index) =>
      fitting.findIndex(({ arn, name }) => arn === key.arn && name === key.name) === index,
  );
}

function maybeSource(scenario: Scenario, source: Source, sought: Sought): boolean {
  const { target, region } = source;
  const place = placeOf(sought);
  if (sought.arn !== undefined && arnOfSource(scenario, source) !== undefined) return false;
  return fits(place.account, target.account) && fits(place.region, region);
}

function maybeTemporary(scenario: Scenario, route: Route, sought: Sought): boolean {
  const { temporaryKeyRegions } = route;
  if (temporaryKeyRegions.length === 0 || sought.arn === undefined) return false;
  const place = placeOf(sought);
  return (
    fits(place.account, scenario.platform.account) &&
    temporaryKeyRegions.some((region) => fits(place.region, region)) &&
    isMultiRegion(sought.arn) === temporaryKeyRegions.length > 1
  );
}

function placeOf({ arn, region, account }: Sought): Pick<Sought, "region" | "account"> {
  return (arn && parseArn(arn)) || { region, account };
}

const fits = (said: string | undefined, one: string) => said === undefined || said === one;
const isManaged = ({ key }: Source) => key.type === "aws-managed";
const isMultiRegion = (arn: string) => parseArn(arn)?.resource.startsWith("key/mrk-") === true;
const hasAlias = (properties: KnownKey["properties"], alias: string) =>
  [properties["kms:ResourceAliases"]].flat().includes(alias);

function knownSource(scenario: Scenario, source: Source): KnownKey {
  const { key } = source;
  const alias = aliasOfKey(key);
  const byTag = key.type !== "aws-managed" && key.naming.by === "tag" ? key.naming : undefined;
  const arn = arnOfSource(scenario, source);
  return {
    arn,
    name: alias
      ? `the key behind ${alias}`
      : byTag
        ? `the key tagged ${byTag.tagKey}=${byTag.tagValue}`
        : (arn ?? "a key of the answers"),
    isGuessed: alias !== undefined || byTag !== undefined || isNamedTogether(scenario, source),
    properties: { ...symmetric, ...propertiesOfSource(scenario, source, source.region) },
    keyIn: (index) => sourceKey(index, source, source.region),
  };
}

/** Whether the platform role's policy knows the key by what it shares with others. */
function isNamedTogether({ platform, platformNaming }: Scenario, { key, target }: Source): boolean {
  return (
    platformNaming !== undefined &&
    key.type !== "aws-managed" &&
    target.account !== platform.account
  );
}

function knownTemporary(scenario: Scenario, route: Route, { action, arn }: Sought): KnownKey {
  const region = parseArn(arn ?? "")?.region ?? scenario.platform.region;
  // CreateAlias gives the first one.
  const named = action !== "kms:CreateAlias";
  return {
    arn: undefined,
    name: named ? `a temporary key, under ${temporaryAlias(scenario)}` : "a new temporary key",
    isGuessed: true,
    properties: { ...symmetric, ...propertiesOfTemporaryKey(scenario, route, region, named) },
    keyIn: (index) => temporaryKey(index, route, region, named),
  };
}
