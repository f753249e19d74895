import {
  createDocumentIndexCache,
  type DocumentIndexCache,
  isCounted,
  type Layers,
  runOtherUsers,
  type Step,
} from "#acquisition";
import { grantEntriesIn, grantMember, principalName } from "#policy";
import { runOf } from "./run.ts";
import { stoppedUsers } from "./status.ts";
import type { Subject } from "./types.ts";

/** What one step of taking access back removes from AWS, as far as a decision notices it. */
export interface Removal {
  /** The ids of documents that are no longer in force. */
  readonly documents: readonly string[];
  /** Policies that come back in a document's place, by the document's id. */
  readonly texts: Readonly<Record<string, string>>;
  /** The ids of documents in whose place a policy comes back that is not known. */
  readonly unknown: readonly string[];
  /** The ids of grants that are revoked, as `kms list-grants` names them. */
  readonly grants: readonly string[];
  /** The ARNs of roles that are deleted. */
  readonly roles: readonly string[];
}

/** What still works after a step of taking access back and all steps before it. Plain JSON. */
export interface StillWorks {
  /** Whether a whole import is still possible; `stops`: no key can be imported any more. */
  readonly outcome: "works" | "stops" | "undecided";
  /** The title of the first step that stops; left out unless the import stops. */
  readonly stop?: string;
  /** The calls of the import that its roles may still make, by role, without duplicates. */
  readonly allowed: readonly RoleCalls[];
  /** How many calls of the import are not decided: they depend on a policy that is not known. */
  readonly undecided: number;
  /** The titles of what must stay possible and no longer is, for example that an administrator manages the key. */
  readonly blocked: readonly string[];
  /** The names of other users of the keys that stop, or of which it is not decided. */
  readonly usersStopped: readonly string[];
}

/** The calls that one role may make. */
export interface RoleCalls {
  /** The role's ARN. */
  readonly role: string;
  readonly name: string;
  readonly account: string;
  /** “Decrypt on key 1234abcd-…”. */
  readonly calls: readonly string[];
}

/**
 * Decides what still works after each of these steps, done in this order: one result for each. Grants are known only from
 * the subject's layers. Never throws on what users wrote.
 */
export function* stillWorksAfter(
  subject: Subject,
  removals: readonly Removal[],
  indexes: DocumentIndexCache = createDocumentIndexCache(),
): Generator<StillWorks, void> {
  let now = subject;
  const deleted = new Set<string>();
  for (const removal of removals) {
    for (const role of removal.roles) deleted.add(role);
    now = without(now, removal);
    yield stillWorks(now, deleted, indexes);
  }
}

function without(subject: Subject, removal: Removal): Subject {
  const gone = new Set(removal.documents);
  const unknown = new Set(removal.unknown);
  const documents = subject.documents
    .filter(({ id }) => !gone.has(id))
    .map((document) => {
      // A text that is no JSON: whatever depends on it is not decided.
      if (unknown.has(document.id)) return { ...document, text: "" };
      const text = removal.texts[document.id];
      return text === undefined ? document : { ...document, text };
    });
  return { ...subject, documents, layers: withoutGrants(subject.layers, removal.grants) };
}

/** The layers without the grants of these ids. The text of a list has its grants in the same order as the list. */
function withoutGrants(
  layers: Layers | undefined,
  revokedIds: readonly string[],
): Layers | undefined {
  if (!layers?.grants || revokedIds.length === 0) return layers;
  const revoked = new Set<unknown>(revokedIds);
  const grants = Object.entries(layers.grants).map(([key, lists]) => [
    key,
    lists.map((list) => {
      const ids = (grantEntriesIn(list.text) ?? []).map((entry) => grantMember(entry, "GrantId"));
      const kept = list.grants.map((_, at) => at).filter((at) => !revoked.has(ids[at]));
      return {
        ...list,
        // Keeps the text in step with the grants for the next removal.
        text: JSON.stringify({ Grants: kept.map((at) => ({ GrantId: ids[at] })) }),
        grants: kept.flatMap((at) => list.grants[at] ?? []),
      };
    }),
  ]);
  return { ...layers, grants: Object.fromEntries(grants) };
}

function stillWorks(
  subject: Subject,
  deleted: ReadonlySet<string>,
  indexes: DocumentIndexCache,
): StillWorks {
  const { scenario, documents, layers } = subject;
  const { steps, probes } = runOf(subject, indexes);
  const users = runOtherUsers(scenario, documents, { layers, indexes });
  const counted = steps.filter(isCounted);
  const { outcome, stop } = outcomeOf(counted, deleted);
  return {
    outcome,
    ...(stop === undefined ? {} : { stop }),
    ...callsOf(counted, deleted),
    blocked: [
      ...new Set(probes.filter(({ state }) => state === "blocked").map(({ title }) => title)),
    ],
    usersStopped: stoppedUsers(users),
  };
}

/** Of several keys the one that gets furthest counts: access is taken back when none can be imported. */
function outcomeOf(
  steps: readonly Step[],
  deleted: ReadonlySet<string>,
): Pick<StillWorks, "outcome" | "stop"> {
  const bySource = new Map<string, Step[]>();
  for (const step of steps) {
    const known = bySource.get(step.sourceId);
    if (known) known.push(step);
    else bySource.set(step.sourceId, [step]);
  }
  let first: string | undefined;
  let isUndecided = false;
  for (const own of bySource.values()) {
    const stop = own.find(
      ({ state, actor }) => state === "broken" || state === "withheld" || deleted.has(actor),
    );
    if (stop) first ??= stop.title;
    else if (own.some(({ state }) => state === "unknown")) isUndecided = true;
    else return { outcome: "works" };
  }
  if (isUndecided || first === undefined) return { outcome: "undecided" };
  return { outcome: "stops", stop: first };
}

function callsOf(
  steps: readonly Step[],
  deleted: ReadonlySet<string>,
): Pick<StillWorks, "allowed" | "undecided"> {
  const byRole = new Map<string, Set<string>>();
  let undecided = 0;
  for (const { requests, actor } of steps)
    for (const { request, outcome, label } of requests) {
      // Other callers, for example EC2 itself, act only after a role of the import has called.
      if (request.principal !== actor || deleted.has(actor) || deleted.has(request.resource))
        continue;
      if (outcome === "unknown") undecided += 1;
      if (outcome !== "allowed") continue;
      const known = byRole.get(actor);
      if (known) known.add(label);
      else byRole.set(actor, new Set([label]));
    }
  const allowed = [...byRole].map(([role, calls]) => {
    const { name, account = "" } = principalName(role);
    return { role, name: name || role, account, calls: [...calls] };
  });
  return { allowed, undecided };
}
