import { isRegion } from "#policy/kms";
import {
  allAccounts,
  type Guards,
  type Key,
  type KeyNaming,
  type Layer,
  type OtherUser,
  type OwnRule,
  type Platform,
  type PlatformNaming,
  rulePlaceholders,
  type Scenario,
  type StateInRegion,
  type Target,
  targetAccounts,
} from "#scenario";
import { replaceDocument } from "./document-text.ts";
import { isAction, isNumberOrTime } from "./public-words.ts";
import { replaceValue, type WordReplacer } from "./value.ts";

/** How each field of a record is replaced. A field that is missing here does not compile. */
type FieldTable<Fields> = {
  readonly [Field in keyof Required<Fields>]: (
    value: NonNullable<Fields[Field]>,
    words: WordReplacer,
  ) => NonNullable<Fields[Field]>;
};

function replaceFields<Fields extends object>(
  fields: Fields,
  table: FieldTable<Fields>,
  words: WordReplacer,
): Fields {
  const entries = Object.entries(table) as [
    keyof Fields & string,
    (value: unknown, words: WordReplacer) => unknown,
  ][];
  return Object.fromEntries(
    entries.flatMap(([name, replace]) => {
      const value = fields[name];
      return value === undefined ? [] : [[name, replace(value, words)]];
    }),
  ) as Fields;
}

/** Of the fields that AWS's or Keyhole's words fill. */
const stays = <Value>(value: Value): Value => value;
const name = (value: string, words: WordReplacer) => replaceValue(value, words);
/** A region that is none, such as a half-typed one, is replaced. */
const region = (value: string, words: WordReplacer) =>
  isRegion(value) ? value : replaceValue(value, words);
/** A time that is none, such as a half-typed one, is replaced. */
const time = (value: string, words: WordReplacer) =>
  isNumberOrTime(value) ? value : replaceValue(value, words);
const each =
  <Item>(replace: (item: Item, words: WordReplacer) => Item) =>
  (items: readonly Item[], words: WordReplacer) =>
    items.map((item) => replace(item, words));
/** The beginning of aliases: a pattern in the policies. */
const beginning = (value: string, words: WordReplacer) =>
  replaceValue(`${value}*`, words).slice(0, -1);

/** An id that Keyhole gave stays: `t1`, `k2`. */
export function replaceId(name: string, words: WordReplacer): string {
  return /^[a-z]\d{1,6}$/.test(name) ? name : replaceValue(name, words);
}

/** The id of a document or layer, whose first parts are ids of a target and a key. */
export function replaceDocumentId(documentName: string, words: WordReplacer): string {
  return documentName.replace(/[^/]+/g, (part) =>
    /^(?:platform|identity|trust|key|replica|layer|\d{1,6})$/.test(part) || isRegion(part)
      ? part
      : replaceId(part, words),
  );
}

const platform: FieldTable<Platform> = {
  account: name,
  region,
  role: name,
  aliasPrefix: beginning,
};

const key: FieldTable<Key> = {
  id: replaceId,
  type: stays,
  origin: stays,
  spec: stays,
  region,
  replicaRegions: each(region),
  naming: (naming, words): KeyNaming => {
    if (naming.by === "arn") return { by: "arn", keyId: name(naming.keyId, words) };
    if (naming.by === "alias") return { by: "alias", alias: name(naming.alias, words) };
    return naming.by === "tag" ? tagNaming(naming, words) : naming;
  },
  administrators: each(name),
  createGrant: stays,
  states: each((one: StateInRegion, words) => ({ ...one, region: region(one.region, words) })),
};

function tagNaming(
  { tagKey, tagValue }: { readonly tagKey: string; readonly tagValue: string },
  words: WordReplacer,
) {
  return { by: "tag" as const, tagKey: name(tagKey, words), tagValue: name(tagValue, words) };
}

const target: FieldTable<Target> = {
  id: replaceId,
  account: name,
  name,
  role: name,
  keys: each((one: Key, words) => replaceFields(one, key, words)),
};

const guards: FieldTable<Guards> = {
  viaService: stays,
  encryptionContext: stays,
  grantOperations: stays,
  organizationId: name,
  externalId: name,
  denyOthers: stays,
};

const ownRule: FieldTable<OwnRule> = {
  id: replaceId,
  who: stays,
  principals: each((principal: string, words) =>
    rulePlaceholders.some((one) => one === principal) ? principal : name(principal, words),
  ),
  // No rule has a name with digits, as the examples are.
  actions: each((action: string) => (isAction(action) ? action : "kms:NoAction")),
  keys: each(replaceId),
  onlyWhen: stays,
};

const otherUser: FieldTable<OtherUser> = {
  id: replaceId,
  kind: stays,
  account: name,
  role: name,
  service: stays,
  keys: each(replaceId),
};

const scenario: FieldTable<Scenario> = {
  partition: stays,
  platform: (value, words) => replaceFields(value, platform, words),
  targets: each((one: Target, words) => replaceFields(one, target, words)),
  method: stays,
  crossAccount: stays,
  createGrant: stays,
  actions: stays,
  guards: (value, words) => replaceFields(value, guards, words),
  platformNaming: (naming, words): PlatformNaming =>
    naming.by === "alias"
      ? { by: "alias", aliasPrefix: beginning(naming.aliasPrefix, words) }
      : tagNaming(naming, words),
  mustNever: each((one: OwnRule, words) => replaceFields(one, ownRule, words)),
  ec2Permissions: (answer, words) =>
    answer.kind === "complete" && answer.of
      ? { ...answer, of: answer.of.map((owner) => replaceDocumentId(owner, words)) }
      : answer,
  period: ({ from, until }, words) => ({ from: time(from, words), until: time(until, words) }),
  moment: (value, words) => time(value, words),
  otherUsers: each((one: OtherUser, words) => replaceFields(one, otherUser, words)),
};

const layer: FieldTable<Layer> = {
  id: stays,
  kind: stays,
  title: (title, words) =>
    title.replace(/^(?:SCP|RCP|an SCP|an RCP)?(.*)$/s, (whole, rest: string) =>
      whole.slice(0, whole.length - rest.length).concat(name(rest, words)),
    ),
  text: (text, words) => replaceDocument(text, words),
  owner: (owner, words) =>
    owner === allAccounts || owner === targetAccounts
      ? owner
      : owner
          .split(",")
          .map((one) => name(one, words))
          .join(),
  level: stays,
};

/** The answers with other names. */
export function replaceScenario(value: Scenario, words: WordReplacer): Scenario {
  return replaceFields(value, scenario, words);
}

/** A layer with other names, in its text too. */
export function replaceLayer(value: Layer, words: WordReplacer): Layer {
  return replaceFields(value, layer, words);
}
