import { asList, parseDocument } from "#policy";
import { maximumPolicies } from "../limits.ts";
import { isPolicy, isStatement } from "../policy-kind.ts";
import { isObject, listIn, type Members, memberIn } from "../value.ts";
import { decodedJson } from "./decode.ts";

/**
 * The statements of an OpenShift CredentialsRequest, which has them in lower case. Returns `undefined` for any other
 * object.
 * Source: OpenShift cloud-credential-operator, `AWSProviderSpec` (`statementEntries`: effect, action, resource,
 * policyCondition).
 */
export function statementsOfEntries(value: Members): readonly Members[] | undefined {
  const entries = listIn(value, "statementEntries").filter(isObject);
  if (entries.length === 0) return undefined;
  return entries.map((entry) => ({
    Effect: memberIn(entry, "effect") ?? "Allow",
    Action: asList(memberIn(entry, "action")),
    Resource: memberIn(entry, "resource") ?? "*",
    ...(isObject(memberIn(entry, "policyCondition"))
      ? { Condition: memberIn(entry, "policyCondition") }
      : {}),
  }));
}

/** A policy inside another value. */
export interface EmbeddedPolicy {
  readonly document: unknown;
  /** The policy as written in the value, if it is a text of several lines: its layout is kept. */
  readonly text?: string;
  /** The member names that lead to it. An index of a list is a number. */
  readonly path: readonly (string | number)[];
  /** The objects around it, from the nearest to the outermost. */
  readonly around: readonly Members[];
}

interface Search {
  readonly found: EmbeddedPolicy[];
  /** Values that may still be looked at. */
  left: number;
  readonly seen: Set<string>;
  readonly onWork: () => void;
}

/** Values of a text of 5 MiB; a text that has more is searched up to here. */
const maximumValues = 2_000_000;

/**
 * Finds the policies inside a value: objects with statements, and texts that are policies, however often they are
 * encoded. A policy that one resource or event repeats is found once. `onWork`: see `importText`.
 */
export function findPolicies(
  value: unknown,
  onWork: () => void = () => {},
): readonly EmbeddedPolicy[] {
  const search: Search = { found: [], left: maximumValues, seen: new Set(), onWork };
  visit(value, [], [], 0, search);
  return search.found;
}

function visit(
  value: unknown,
  path: readonly (string | number)[],
  around: readonly Members[],
  depth: number,
  search: Search,
): void {
  search.left -= 1;
  if (search.left % 1_000 === 0) search.onWork();
  if (search.left < 0 || depth > 200 || search.found.length > maximumPolicies) return;
  if (typeof value === "string") {
    const inner = mayHoldPolicy(value) ? decodedJson(value) : undefined;
    if (inner === undefined) return;
    const keepsLayout = isPolicy(inner) && value.includes("\n") && parseDocument(value).ok;
    if (keepsLayout) take(search, { document: inner, text: value, path, around });
    else visit(inner, path, around, depth + 1, search);
    return;
  }
  if (Array.isArray(value)) {
    if (isPolicyLike(value)) take(search, { document: value, path, around });
    else
      value.forEach((one, index) => {
        visit(one, [...path, index], around, depth + 1, search);
      });
    return;
  }
  if (!isObject(value)) return;
  if (isPolicyLike(value)) {
    take(search, { document: value, path, around });
    return;
  }
  const entries = statementsOfEntries(value);
  if (entries) {
    take(search, {
      document: { Version: "2012-10-17", Statement: entries },
      path,
      around: [value, ...around],
    });
    return;
  }
  for (const [name, member] of Object.entries(value))
    visit(member, [...path, name], [value, ...around], depth + 1, search);
}

function isPolicyLike(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isStatement);
  return isPolicy(value) || isStatement(value);
}

/** A cheap test, so that a long text without a policy is not parsed. */
function mayHoldPolicy(text: string): boolean {
  return text.length > 20 && /statement|effect/i.test(text);
}

function take(search: Search, found: EmbeddedPolicy): void {
  const unit = found.path.slice(
    0,
    found.path.findLastIndex((name) => typeof name === "number") + 1,
  );
  const mark = `${unit.join("/")} ${canonical(found.document)}`;
  if (search.seen.has(mark)) return;
  search.seen.add(mark);
  search.found.push(found);
}

function canonical(document: unknown): string {
  return JSON.stringify(document, (_name, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1)))
      : value,
  );
}
