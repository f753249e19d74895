import { globMatches } from "../glob.ts";
import { actionRows, conditionKeyRows, conditionKeySets } from "./service.generated.ts";

/** The access levels of the Service Authorization Reference. */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";
/** The resource types of KMS in the Service Authorization Reference. */
export type KmsResourceType = "key" | "alias";

/** One KMS action. Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS KMS". */
export interface KmsAction {
  /** Without `kms:`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  readonly description: string;
  /** The resource types that the action supports; empty if it requires `Resource: "*"`. */
  readonly resourceTypes: readonly KmsResourceType[];
  /** The condition keys of the action and of its resource types; a `${…}` at the end stands for any text. */
  readonly conditionKeys: readonly string[];
}

/** A condition key with its type in the reference; a `list` key needs a set operator. */
export interface ConditionKey {
  readonly name: string;
  readonly type: ConditionKeyType;
  readonly list: boolean;
}

/** The types of condition keys in the Service Authorization Reference. */
export type ConditionKeyType =
  | "String"
  | "ARN"
  | "Bool"
  | "Numeric"
  | "Date"
  | "IPAddress"
  | "Binary";

const typeOfCode: Readonly<Record<string, ConditionKeyType>> = {
  s: "String",
  a: "ARN",
  b: "Bool",
  n: "Numeric",
  d: "Date",
  i: "IPAddress",
  y: "Binary",
};

/** Reads a row of a generated table: the code of the type, then the name. */
export function conditionKeyOfRow(row: string): ConditionKey {
  const code = row.charAt(0);
  const type = typeOfCode[code.toLowerCase()] ?? "String";
  return { name: row.slice(1), type, list: code !== code.toLowerCase() };
}

/** The condition keys of KMS, including the `aws:` keys for tags. */
export const kmsConditionKeys: readonly ConditionKey[] = conditionKeyRows.map(conditionKeyOfRow);

const keySets = conditionKeySets.map((set) =>
  set.map((index) => kmsConditionKeys[index]?.name ?? ""),
);

/** Every KMS action, by name. */
export const kmsActions: readonly KmsAction[] = actionRows.map(
  ([name, accessLevel, types, set, description]) => ({
    name,
    accessLevel: accessLevel as AccessLevel,
    description,
    resourceTypes: types === "" ? [] : (types.split(" ") as KmsResourceType[]),
    conditionKeys: keySets[set] ?? [],
  }),
);

/** By name in lower case, and by the two usual ways to write it. */
const actionByName: ReadonlyMap<string, KmsAction> = new Map(
  kmsActions.flatMap((action) => [
    [action.name.toLowerCase(), action],
    [action.name, action],
    [`kms:${action.name}`, action],
  ]),
);

/** The action with this name, in any case, with or without `kms:`. */
export function kmsAction(name: string): KmsAction | undefined {
  return actionByName.get(name) ?? actionByName.get(withoutService(name.toLowerCase()));
}

/** The names of the KMS actions that match an entry of an Action element: `*`, `kms:Re*`, `KMS:decrypt`. */
export function expandActionPattern(pattern: string): readonly string[] {
  const lowerCase = pattern.toLowerCase();
  if (lowerCase === "*") return kmsActions.map(({ name }) => name);
  if (!lowerCase.startsWith("kms:")) return [];
  const exact = actionByName.get(withoutService(lowerCase));
  if (exact) return [exact.name];
  const glob = withoutService(lowerCase);
  return kmsActions
    .filter(({ name }) => globMatches(glob, name.toLowerCase()))
    .map(({ name }) => name);
}

/** The condition keys that the reference lists for an action and its resource types. */
export function conditionKeysOf(action: string): readonly string[] {
  return kmsAction(action)?.conditionKeys ?? [];
}

/**
 * Whether a request for the action can have the condition key. Every request can have global keys (`aws:…`), except
 * those for tags. A key that the reference lists for no action (the deprecated `kms:CustomerMasterKeySpec`) counts as
 * possible for all.
 */
export function carriesConditionKey(action: string, key: string): boolean {
  const found = kmsAction(action);
  const matcher = found && matcherBySet.get(found.conditionKeys);
  if (matcher?.written.has(key)) return true;
  const lowerCase = key.toLowerCase();
  if (lowerCase.startsWith("aws:") && !isTagKey(lowerCase)) return true;
  return found !== undefined && (hasKey(matcher, lowerCase) || !carriedByAny(lowerCase));
}

const isTagKey = (key: string) =>
  key.startsWith("aws:resourcetag/") || key.startsWith("aws:requesttag/") || key === "aws:tagkeys";

const carriedByAny = (key: string) => !hasKey(matcherOfAll, key) || hasKey(matcherOfSets, key);

/** A list of condition keys: looked up for each request of a run, of which a large one has millions. */
interface KeyMatcher {
  /** As the reference writes them. */
  readonly written: ReadonlySet<string>;
  /** In lower case. */
  readonly whole: ReadonlySet<string>;
  /** What stands before `${…}`, in lower case. */
  readonly prefixes: readonly string[];
}

function matcherOf(names: readonly string[]): KeyMatcher {
  const known = names.map((name) => name.toLowerCase());
  return {
    written: new Set(names),
    whole: new Set(known.filter((name) => !name.includes("${"))),
    prefixes: known.flatMap((name) =>
      name.includes("${") ? [name.slice(0, name.indexOf("${"))] : [],
    ),
  };
}

const matcherBySet: ReadonlyMap<readonly string[], KeyMatcher> = new Map(
  keySets.map((set) => [set, matcherOf(set)]),
);
const matcherOfSets = matcherOf(keySets.flat());
const matcherOfAll = matcherOf(kmsConditionKeys.map(({ name }) => name));

/** Whether a key in lower case is one of a list, as `keyMatches` says. */
function hasKey(matcher: KeyMatcher | undefined, key: string): boolean {
  if (!matcher) return false;
  return (
    matcher.whole.has(key) ||
    matcher.prefixes.some((prefix) => key.length > prefix.length && key.startsWith(prefix))
  );
}

/** Whether a written key is the reference's key `known`, in any case. `known` may end in `${…}`. */
export function keyMatches(known: string, key: string): boolean {
  const open = known.indexOf("${");
  if (open < 0) return known.toLowerCase() === key.toLowerCase();
  return (
    key.length > open && key.slice(0, open).toLowerCase() === known.slice(0, open).toLowerCase()
  );
}

const withoutService = (name: string) => (name.startsWith("kms:") ? name.slice(4) : name);
