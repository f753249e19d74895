import type { AccessRequest, PolicySet } from "#engine";
import type { Memo } from "../documents/memo.ts";
import { unknownThings } from "../requests/example-ids.ts";

/** A request, and what decides it, with another id for one of its things. */
interface WithOtherId {
  /** “the volume”. */
  readonly thing: string;
  readonly id: string;
  readonly request: AccessRequest;
  readonly set: PolicySet;
}

/** More ids than this are not tried. */
const mostIds = 50;

/**
 * The request with each id that the policies name for a thing of which the run has an id of its own. So a statement about
 * one real volume is noticed, which the run's example does not meet. Mostly none.
 */
export function withOtherIds(
  set: PolicySet,
  request: AccessRequest,
  ofPolicy: Memo,
): readonly WithOtherId[] {
  const named = idsNamedBy(set, ofPolicy);
  if (named.length === 0) return [];
  const text = JSON.stringify(request);
  return unknownThings
    .filter(({ id }) => text.includes(id))
    .flatMap(({ name, id: example, prefix }) =>
      named
        .filter((pattern) => pattern.startsWith(prefix))
        .slice(0, mostIds)
        .map((pattern) => idLike(pattern, example.length))
        .map((id) => ({
          thing: name,
          id,
          request: withId(request, example, id),
          // The grants of the run are for the same thing.
          set: set.grants ? { ...set, grants: withId(set.grants, example, id) } : set,
        })),
    );
}

function withId<Value>(value: Value, example: string, id: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(example, id)) as Value;
}

/** An id that a pattern with wildcards matches: of the usual length, if the pattern leaves that open. */
function idLike(pattern: string, length: number): string {
  const missing = Math.max(0, length - pattern.replaceAll("*", "").length);
  return pattern.replace("*", "0".repeat(missing)).replaceAll("*", "").replaceAll("?", "0");
}

/** Called for each decision: mostly no policy names an id. */
function idsNamedBy(set: PolicySet, ofPolicy: Memo): readonly string[] {
  let ids = noIds;
  const add = (one: object) => {
    const found = ofPolicy.of(one, idsIn, () => idsIn(one));
    if (found.length > 0) ids = [...new Set([...ids, ...found])];
  };
  for (const slot of lists) set[slot]?.forEach(add);
  for (const slot of listsByLevel) for (const level of set[slot] ?? []) level.forEach(add);
  if (set.resourcePolicy) add(set.resourcePolicy);
  return ids;
}
const noIds: readonly string[] = [];
const lists = [
  "identityPolicies",
  "permissionsBoundary",
  "sessionPolicies",
  "endpointPolicies",
  "grants",
] as const;
const listsByLevel = ["serviceControlPolicies", "resourceControlPolicies"] as const;

const examples: ReadonlySet<string> = new Set(unknownThings.map(({ id }) => id));
// Each character fits one part of it only: else a long text of digits would take minutes.
const anyId = /\b(?:vol|snap|i)-[*?]*[\da-f][\da-f*?]*(?![\w-])/g;

/** The ids of volumes, snapshots and instances that stand in it, also with wildcards; not those of the run itself. */
function idsIn(policyOrGrant: object): readonly string[] {
  const found = JSON.stringify(policyOrGrant).match(anyId) ?? [];
  return found.filter((id) => !examples.has(id));
}
