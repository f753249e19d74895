import type { PolicySet } from "#engine";
import { asList, type Condition, type Policy, type Statement } from "#policy";
import type { Memo } from "../documents/memo.ts";

/**
 * Condition keys that AWS puts into a call and that nobody knows beforehand: a request of Keyhole's is without them,
 * which must not be taken for their absence. Source: IAM User Guide, "AWS global condition context keys".
 */
const unknowableKeys: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:sourceidentity",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:tokenissuetime",
  "aws:useragent",
  "aws:userid",
  "aws:vpcsourceip",
  "sts:rolesessionname",
]);

/** Policies as they decide if everything unknown turns out for the worse, and for the better. */
export interface Bounds {
  readonly worst: PolicySet;
  readonly best: PolicySet;
  /** The unknown keys, as the policies write them. */
  readonly keys: readonly string[];
}

/** How a service calls another one for itself, where that is not documented. */
export const pathKeys: readonly string[] = ["kms:viaservice", "aws:viaawsservice"];

const nothingMore: readonly string[] = [];

/**
 * The bounds of a policy set for a request without certain keys; nothing where no policy asks for one of them. `more`: keys
 * in lower case that nobody knows of this call only; one that ends in a slash means the keys of every tag.
 */
export function boundsOf(
  set: PolicySet,
  context: Readonly<Record<string, unknown>>,
  ofPolicy: Memo,
  more: readonly string[] = nothingMore,
): Bounds | undefined {
  const askedBy = (policy: Policy): readonly string[] => {
    const asked = ofPolicy.of(policy, askedFor, () => askedFor(policy));
    if (more.length === 0) return asked;
    const every = ofPolicy.of(policy, keysOf, () => keysOf(policy));
    return [...asked, ...every.filter((key) => isAmong(more, key.toLowerCase()))];
  };
  let inLowerCase: ReadonlySet<string> | undefined;
  const isMissing = (key: string): boolean => {
    // Nearly all policies write a key as the context does.
    if (Object.hasOwn(context, key)) return false;
    inLowerCase ??= new Set(Object.keys(context).map((given) => given.toLowerCase()));
    return !inLowerCase.has(key.toLowerCase());
  };
  const asks = (policy: Policy) => askedBy(policy).some(isMissing);
  // Mostly none does, and this is asked for every request of a run.
  if (!somePolicy(set, asks)) return undefined;
  const keys = [...new Set(policiesIn(set).flatMap(askedBy).filter(isMissing))];
  const unknown = new Set(keys.map((key) => key.toLowerCase()));
  const bound = (turnsOut: "worst" | "best"): PolicySet => {
    const name = [turnsOut, ...unknown].join(" ");
    // One object for equal ones: the authorizer reads each policy object once.
    return withPolicies(set, (policy) => {
      const made = ofPolicy.of(policy, turnedPolicies, turnedPolicies);
      const known = made.get(name) ?? turned(policy, unknown, turnsOut);
      made.set(name, known);
      return known;
    });
  };
  return { worst: bound("worst"), best: bound("best"), keys };
}

/** A policy as it decides if unknown keys turn out for the worse or for the better, by these words. */
function turnedPolicies(): Map<string, Policy> {
  return new Map();
}

/** A name that ends in a slash stands for the keys of every tag: `aws:resourcetag/`. */
function isAmong(names: readonly string[], key: string): boolean {
  return names.some((name) => name === key || (name.endsWith("/") && key.startsWith(name)));
}

const lists = [
  "identityPolicies",
  "permissionsBoundary",
  "sessionPolicies",
  "endpointPolicies",
] as const;
const listsByLevel = ["serviceControlPolicies", "resourceControlPolicies"] as const;

function somePolicy(set: PolicySet, test: (policy: Policy) => boolean): boolean {
  if (set.resourcePolicy && test(set.resourcePolicy)) return true;
  for (const slot of lists) if (set[slot]?.some(test)) return true;
  for (const slot of listsByLevel) if (set[slot]?.some((level) => level.some(test))) return true;
  return false;
}

function policiesIn(set: PolicySet): readonly Policy[] {
  return [
    ...lists.flatMap((slot) => set[slot] ?? []),
    ...asList(set.resourcePolicy),
    ...listsByLevel.flatMap((slot) => set[slot]?.flat() ?? []),
  ];
}

function withPolicies(set: PolicySet, change: (policy: Policy) => Policy): PolicySet {
  const changed = lists.flatMap((slot) => {
    const list = set[slot];
    return list ? [[slot, list.map(change)]] : [];
  });
  const changedByLevel = listsByLevel.flatMap((slot) => {
    const levels = set[slot];
    return levels ? [[slot, levels.map((level) => level.map(change))]] : [];
  });
  return {
    ...set,
    ...Object.fromEntries([...changed, ...changedByLevel]),
    ...(set.resourcePolicy ? { resourcePolicy: change(set.resourcePolicy) } : {}),
  };
}

/** The unknowable keys that a policy's conditions name, as written. */
function askedFor(policy: Policy): readonly string[] {
  return keysOf(policy).filter((key) => unknowableKeys.has(key.toLowerCase()));
}

function keysOf(policy: Policy): readonly string[] {
  return statementsIn(policy).flatMap(conditionKeys);
}

/** A statement that asks for what is unknown applies, or is not there: whichever is worse, or better, for the call. */
function turned(policy: Policy, unknown: ReadonlySet<string>, turnsOut: "worst" | "best"): Policy {
  if (!keysOf(policy).some((key) => unknown.has(key.toLowerCase()))) return policy;
  const Statement = statementsIn(policy).flatMap((statement) => {
    if (!conditionKeys(statement).some((key) => unknown.has(key.toLowerCase()))) return statement;
    const denies = statement.Effect !== "Allow";
    return denies === (turnsOut === "worst") ? withoutKeys(statement, unknown) : [];
  });
  return { ...policy, Statement };
}

function statementsIn({ Statement }: Policy): readonly Statement[] {
  return asList(Statement).filter((one) => typeof one === "object" && one !== null);
}

function conditionKeys({ Condition }: Statement): readonly string[] {
  return operatorsOf(Condition).flatMap(([, keys]) => Object.keys(keys));
}

function withoutKeys(statement: Statement, unknown: ReadonlySet<string>): Statement {
  const rest = operatorsOf(statement.Condition).map(
    ([operator, keys]) =>
      [
        operator,
        Object.fromEntries(Object.entries(keys).filter(([key]) => !unknown.has(key.toLowerCase()))),
      ] as const,
  );
  return { ...statement, Condition: Object.fromEntries(rest) };
}

function operatorsOf(condition: unknown): [string, Condition[string]][] {
  if (typeof condition !== "object" || condition === null) return [];
  return Object.entries(condition as Condition).filter(
    ([, keys]) => typeof keys === "object" && keys !== null,
  );
}

/** The places of the statements, counted from 0, whose conditions name one of the keys. */
export function statementsAsking(policy: Policy, keys: readonly string[]): readonly number[] {
  return asList(policy.Statement).flatMap((statement, index) =>
    typeof statement === "object" &&
    statement !== null &&
    conditionKeys(statement).some((key) => keys.includes(key))
      ? [index]
      : [],
  );
}
